-- Browsers that have signed in to the web pages, and the keys that protect their cookies.
CREATE TABLE web_session (
    id TEXT PRIMARY KEY NOT NULL,
    token_id TEXT NOT NULL,
    proof BLOB NOT NULL,
    expires INTEGER NOT NULL,
    ended INTEGER NULL);
CREATE INDEX web_session_ended ON web_session (ended);
CREATE TABLE protection_key (
    name TEXT PRIMARY KEY NOT NULL,
    xml TEXT NOT NULL);
