-- Attempts to call back that failed, by cause and minute. The projections are written anew, so that earlier minutes have them too.
ALTER TABLE queue_minute ADD COLUMN attempts_busy BIGINT NOT NULL DEFAULT 0;
ALTER TABLE queue_minute ADD COLUMN attempts_no_answer BIGINT NOT NULL DEFAULT 0;
ALTER TABLE queue_minute ADD COLUMN attempts_unreachable BIGINT NOT NULL DEFAULT 0;
ALTER TABLE queue_minute ADD COLUMN attempts_voicemail BIGINT NOT NULL DEFAULT 0;
ALTER TABLE queue_minute ADD COLUMN attempts_wrong_number BIGINT NOT NULL DEFAULT 0;
