-- What queues and agents were at some of their events, so that a moment of long ago is reached from the one before it and not from the first event.
CREATE TABLE projected_checkpoint (
    persistence_id TEXT NOT NULL,
    ordering BIGINT NOT NULL,
    sequence_number BIGINT NOT NULL,
    record BYTEA NOT NULL,
    PRIMARY KEY (persistence_id, ordering));
-- Contacts that were refused are kept as well, and are not open.
DROP INDEX contact_open;
CREATE INDEX contact_open ON contact (arrived) WHERE state NOT IN ('done', 'moved', 'refused');
