-- The journal's id, made once: whoever follows events sees by it that this is not the journal any more that was followed. And a notification of every commit
-- to the journal, whoever writes it: it carries no data, and wakes the nodes that listen. Its channel is named after the schema.
CREATE TABLE journal_identity (id TEXT NOT NULL);
INSERT INTO journal_identity (id) VALUES (replace(gen_random_uuid()::text, '-', ''));
CREATE FUNCTION myagent_journal_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('myagent_journal_' || hashtext(TG_TABLE_SCHEMA::text), '');
    RETURN NULL;
END $$;
CREATE TRIGGER myagent_journal_written AFTER INSERT ON journal FOR EACH STATEMENT EXECUTE FUNCTION myagent_journal_written();
