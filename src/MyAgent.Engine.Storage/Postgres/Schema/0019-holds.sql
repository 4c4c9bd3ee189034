-- Times on hold that ended, by minute. The projections are written anew, so that all minutes have the columns.
ALTER TABLE queue_minute ADD COLUMN holds BIGINT NOT NULL DEFAULT 0;
ALTER TABLE queue_minute ADD COLUMN hold_ticks BIGINT NOT NULL DEFAULT 0;
ALTER TABLE agent_minute ADD COLUMN holds BIGINT NOT NULL DEFAULT 0;
ALTER TABLE agent_minute ADD COLUMN hold_ticks BIGINT NOT NULL DEFAULT 0;
