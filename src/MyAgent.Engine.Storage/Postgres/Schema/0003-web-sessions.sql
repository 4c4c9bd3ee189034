-- Browsers that have signed in to the web pages, and the keys that protect their cookies.
CREATE TABLE web_session (
    id TEXT PRIMARY KEY,
    token_id TEXT NOT NULL,
    proof BYTEA NOT NULL,
    expires BIGINT NOT NULL,
    ended BIGINT NULL);
CREATE INDEX web_session_ended ON web_session (ended);
CREATE TABLE protection_key (
    name TEXT PRIMARY KEY,
    xml TEXT NOT NULL);
