-- The callbacks that an agent has accepted, by minute; and the figures of one agent are read without those of all others.
ALTER TABLE agent_minute ADD COLUMN callbacks BIGINT NOT NULL DEFAULT 0;
CREATE INDEX agent_minute_agent ON agent_minute (agent_id, minute);
CREATE INDEX agent_span_agent ON agent_span (agent_id, ended);
