-- An upload of a voice message, from before its first chunk until the sound is known to belong to a contact.
CREATE TABLE voice_upload (
    upload INTEGER PRIMARY KEY NOT NULL,
    message_id TEXT NOT NULL,
    started INTEGER NOT NULL,
    after INTEGER NOT NULL);
