-- Callbacks that were promised for a window, by minute. The projections are written anew, so that open contacts have their windows.
ALTER TABLE queue_minute ADD COLUMN callbacks_promised BIGINT NOT NULL DEFAULT 0;
ALTER TABLE queue_minute ADD COLUMN promises_kept BIGINT NOT NULL DEFAULT 0;
ALTER TABLE queue_minute ADD COLUMN promises_broken BIGINT NOT NULL DEFAULT 0;
