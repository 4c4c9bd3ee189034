-- An upload of a voice message, from before its first chunk until the sound is known to belong to a contact.
CREATE TABLE voice_upload (
    upload BIGINT PRIMARY KEY,
    message_id TEXT NOT NULL,
    started BIGINT NOT NULL,
    after BIGINT NOT NULL);
