-- The wrap-up code and the note of a contact, and the figures of each code by minute. A contact without a code counts under the empty code.
ALTER TABLE contact ADD COLUMN code TEXT NULL;
ALTER TABLE contact ADD COLUMN note TEXT NULL;
CREATE TABLE code_minute (
    minute BIGINT NOT NULL,
    queue_id TEXT NOT NULL,
    code TEXT NOT NULL,
    contacts BIGINT NOT NULL,
    by_default BIGINT NOT NULL,
    handled_ticks BIGINT NOT NULL,
    wrap_ups BIGINT NOT NULL,
    wrap_up_ticks BIGINT NOT NULL,
    PRIMARY KEY (minute, queue_id, code));
