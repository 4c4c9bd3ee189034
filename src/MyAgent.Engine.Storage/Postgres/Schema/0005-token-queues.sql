-- The queues that a token is bound to, separated by spaces; no row where it is bound to none.
CREATE TABLE access_token_queues (
    id TEXT PRIMARY KEY NOT NULL,
    queues TEXT NOT NULL);
