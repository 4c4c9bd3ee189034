-- Contacts are searched by caller, number, queue, outcome and time, newest first, and by each agent who had them and each queue that they came through.
-- A contact that has gone on to another queue is found in its last row. The columns of most of these never change after the arrival, so a change of a
-- contact does not touch them.
ALTER TABLE contact ADD COLUMN connector TEXT NULL;
CREATE TABLE contact_agent (
    agent_id TEXT NOT NULL,
    origin_at BIGINT NOT NULL,
    arrived BIGINT NOT NULL,
    PRIMARY KEY (agent_id, origin_at, arrived));
CREATE TABLE contact_path (
    queue_id TEXT NOT NULL,
    origin_at BIGINT NOT NULL,
    arrived BIGINT NOT NULL,
    PRIMARY KEY (queue_id, origin_at, arrived));
CREATE INDEX contact_by_time ON contact (origin_at, arrived) WHERE origin_at IS NOT NULL AND moved_to IS NULL;
CREATE INDEX contact_by_caller ON contact (caller, origin_at, arrived) WHERE caller IS NOT NULL AND moved_to IS NULL;
CREATE INDEX contact_by_number ON contact (number, origin_at, arrived) WHERE number IS NOT NULL AND moved_to IS NULL;
CREATE INDEX contact_by_queue ON contact (queue_id, origin_at, arrived) WHERE origin_at IS NOT NULL AND moved_to IS NULL;
CREATE INDEX contact_by_connector ON contact (connector, origin_at, arrived) WHERE connector IS NOT NULL AND moved_to IS NULL;
CREATE INDEX contact_by_outcome ON contact (outcome, origin_at, arrived) WHERE outcome IS NOT NULL;
CREATE INDEX contact_by_queue_and_outcome ON contact (queue_id, outcome, origin_at, arrived) WHERE outcome IS NOT NULL;
