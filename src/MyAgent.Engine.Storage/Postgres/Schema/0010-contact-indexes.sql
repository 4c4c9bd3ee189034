-- History is not searched by these yet, and every change of a contact kept them up to date.
DROP INDEX contact_finished;
DROP INDEX contact_caller;
DROP INDEX contact_agent;
DROP INDEX contact_queue;
