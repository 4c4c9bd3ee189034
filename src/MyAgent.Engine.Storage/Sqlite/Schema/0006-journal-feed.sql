-- The journal's id, made once: whoever follows events sees by it that this is not the journal any more that was followed.
CREATE TABLE journal_identity (id TEXT NOT NULL);
INSERT INTO journal_identity (id) VALUES (lower(hex(randomblob(16))));
