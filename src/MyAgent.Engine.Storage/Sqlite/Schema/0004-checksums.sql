-- A checksum of every event and snapshot that this engine writes. Rows that Akka.Persistence.Sql has written have none. The events are known by their
-- ordering; a snapshot by when it was made too, because another may be put in its place.
CREATE TABLE journal_check (
    ordering INTEGER PRIMARY KEY NOT NULL,
    hash INTEGER NOT NULL);
CREATE TABLE snapshot_check (
    persistence_id TEXT NOT NULL,
    sequence_number INTEGER NOT NULL,
    created INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    PRIMARY KEY (persistence_id, sequence_number)) WITHOUT ROWID;
