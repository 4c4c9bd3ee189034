-- Journal, tags and snapshots as Akka.Persistence.Sql makes them by default; voice messages and access tokens.
CREATE TABLE IF NOT EXISTS journal (
    ordering INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    created BIGINT NOT NULL,
    deleted BIT NOT NULL,
    persistence_id NVARCHAR(255) NOT NULL,
    sequence_number BIGINT NOT NULL,
    message VARBINARY NOT NULL,
    manifest NVARCHAR(500) NOT NULL,
    identifier INT NULL,
    writer_uuid NVARCHAR(128) NULL);
CREATE UNIQUE INDEX IF NOT EXISTS journal_uq ON journal (persistence_id, sequence_number);
CREATE TABLE IF NOT EXISTS tags (
    ordering_id INTEGER NOT NULL,
    tag NVARCHAR(64) NOT NULL,
    sequence_nr INTEGER NOT NULL,
    persistence_id NVARCHAR(255) NOT NULL,
    PRIMARY KEY (ordering_id, tag));
CREATE TABLE IF NOT EXISTS snapshot (
    persistence_id NVARCHAR(255) NOT NULL,
    sequence_number BIGINT NOT NULL,
    created BIGINT NOT NULL,
    snapshot VARBINARY NOT NULL,
    manifest NVARCHAR(500) NOT NULL,
    serializer_id INT NULL,
    PRIMARY KEY (persistence_id, sequence_number));
CREATE TABLE IF NOT EXISTS voice_message (
    message_id TEXT PRIMARY KEY NOT NULL,
    media_type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    upload INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS voice_message_chunk (
    upload INTEGER NOT NULL,
    number INTEGER NOT NULL,
    sound BLOB NOT NULL,
    PRIMARY KEY (upload, number));
CREATE TABLE IF NOT EXISTS access_token (
    id TEXT PRIMARY KEY NOT NULL,
    role TEXT NOT NULL,
    agent TEXT NULL,
    hash BLOB NOT NULL,
    created INTEGER NOT NULL,
    revoked INTEGER NULL);
