-- The tokens of connectors that speak for the telephones of agents.
CREATE TABLE access_token_agents (
    id TEXT PRIMARY KEY NOT NULL);
