-- Journal, tags and snapshots as Akka.Persistence.Sql makes them by default (indexes that only its own queries need are left for it to make);
-- voice messages, access tokens, and the number of the claim on the journal.
CREATE TABLE IF NOT EXISTS journal (
    ordering BIGINT GENERATED ALWAYS AS IDENTITY NOT NULL,
    created BIGINT NOT NULL,
    deleted BOOLEAN NOT NULL,
    persistence_id VARCHAR(255) NOT NULL,
    sequence_number BIGINT NOT NULL,
    message BYTEA NOT NULL,
    manifest VARCHAR(500) NOT NULL,
    identifier INT NULL,
    writer_uuid VARCHAR(128) NULL,
    CONSTRAINT "PK_journal" PRIMARY KEY (ordering),
    CONSTRAINT journal_uq UNIQUE (persistence_id, sequence_number));
CREATE TABLE IF NOT EXISTS tags (
    ordering_id BIGINT NOT NULL,
    tag VARCHAR(64) NOT NULL,
    sequence_nr BIGINT NOT NULL,
    persistence_id VARCHAR(255) NOT NULL,
    CONSTRAINT "PK_tags" PRIMARY KEY (ordering_id, tag));
CREATE TABLE IF NOT EXISTS snapshot (
    persistence_id VARCHAR(255) NOT NULL,
    sequence_number BIGINT NOT NULL,
    created BIGINT NOT NULL,
    snapshot BYTEA NOT NULL,
    manifest VARCHAR(500) NOT NULL,
    serializer_id INT NULL,
    CONSTRAINT "PK_snapshot" PRIMARY KEY (persistence_id, sequence_number));
CREATE TABLE IF NOT EXISTS voice_message (
    message_id TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    upload BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS voice_message_chunk (
    upload BIGINT NOT NULL,
    number INT NOT NULL,
    sound BYTEA NOT NULL,
    PRIMARY KEY (upload, number));
CREATE TABLE IF NOT EXISTS access_token (
    id TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    agent TEXT NULL,
    hash BYTEA NOT NULL,
    created BIGINT NOT NULL,
    revoked BIGINT NULL);
CREATE TABLE IF NOT EXISTS writer_claim (epoch BIGINT NOT NULL);
INSERT INTO writer_claim (epoch) SELECT 0 WHERE NOT EXISTS (SELECT FROM writer_claim);
