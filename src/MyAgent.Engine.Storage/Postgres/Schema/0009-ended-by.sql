-- Who ended contacts, and how long agents had them, by minute. The projections are written anew, so that earlier minutes have them too.
ALTER TABLE queue_minute ADD COLUMN ended_by_caller BIGINT NOT NULL DEFAULT 0;
ALTER TABLE queue_minute ADD COLUMN ended_by_agent BIGINT NOT NULL DEFAULT 0;
ALTER TABLE queue_minute ADD COLUMN ended_by_supervisor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE queue_minute ADD COLUMN ended_by_connector BIGINT NOT NULL DEFAULT 0;
ALTER TABLE queue_minute ADD COLUMN ended_by_system BIGINT NOT NULL DEFAULT 0;
ALTER TABLE queue_minute ADD COLUMN talks BIGINT NOT NULL DEFAULT 0;
ALTER TABLE queue_minute ADD COLUMN talk_ticks BIGINT NOT NULL DEFAULT 0;
