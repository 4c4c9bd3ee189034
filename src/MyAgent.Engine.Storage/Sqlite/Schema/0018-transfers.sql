-- Contacts that agents transferred, by minute. The projections are written anew, so that all minutes have the columns.
ALTER TABLE queue_minute ADD COLUMN transfers_in BIGINT NOT NULL DEFAULT 0;
ALTER TABLE queue_minute ADD COLUMN transfers_out BIGINT NOT NULL DEFAULT 0;
