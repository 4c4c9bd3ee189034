-- What the projections keep: up to where they have read the journal, a row for each contact in each queue, what queues and agents were last, and the figures.
CREATE TABLE projection_position (
    name TEXT PRIMARY KEY NOT NULL,
    ordering BIGINT NOT NULL,
    version INT NOT NULL);
INSERT INTO projection_position (name, ordering, version) VALUES ('main', 0, 0);
CREATE TABLE contact (
    arrived BIGINT PRIMARY KEY NOT NULL,
    changed BIGINT NOT NULL,
    queue_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    state TEXT NOT NULL,
    moved_to TEXT NULL,
    kind TEXT NULL,
    media TEXT NULL,
    caller TEXT NULL,
    number TEXT NULL,
    agent_id TEXT NULL,
    outcome TEXT NULL,
    ended_by TEXT NULL,
    origin_at BIGINT NULL,
    entered_at BIGINT NULL,
    requested_at BIGINT NULL,
    first_answered_at BIGINT NULL,
    finished_at BIGINT NULL,
    talk_seconds DOUBLE PRECISION NULL,
    wrap_up_seconds DOUBLE PRECISION NULL,
    attempts INT NOT NULL,
    callback_ordering BIGINT NULL,
    record TEXT NULL);
CREATE INDEX contact_place ON contact (contact_id, queue_id, arrived);
CREATE INDEX contact_open ON contact (arrived) WHERE state NOT IN ('done', 'moved');
CREATE INDEX contact_finished ON contact (finished_at);
CREATE INDEX contact_caller ON contact (caller, arrived);
CREATE INDEX contact_agent ON contact (agent_id, finished_at);
CREATE INDEX contact_queue ON contact (queue_id, finished_at);
CREATE TABLE projected_entity (
    persistence_id TEXT PRIMARY KEY NOT NULL,
    changed BIGINT NOT NULL,
    record TEXT NOT NULL);
CREATE TABLE queue_minute (
    minute BIGINT NOT NULL,
    queue_id TEXT NOT NULL,
    offered BIGINT NOT NULL,
    overflowed_in BIGINT NOT NULL,
    overflowed_out BIGINT NOT NULL,
    redirected BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    answered_in_time BIGINT NOT NULL,
    abandoned BIGINT NOT NULL,
    expired BIGINT NOT NULL,
    cancelled BIGINT NOT NULL,
    callbacks_requested BIGINT NOT NULL,
    callbacks_scheduled BIGINT NOT NULL,
    callbacks_completed BIGINT NOT NULL,
    callbacks_not_reached BIGINT NOT NULL,
    callbacks_superseded BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    answered_ticks BIGINT NOT NULL,
    callbacks_answered BIGINT NOT NULL,
    callbacks_answered_ticks BIGINT NOT NULL,
    handled BIGINT NOT NULL,
    handled_ticks BIGINT NOT NULL,
    wrap_ups BIGINT NOT NULL,
    wrap_up_ticks BIGINT NOT NULL,
    longest_wait_ticks BIGINT NULL,
    PRIMARY KEY (minute, queue_id));
CREATE TABLE agent_minute (
    minute BIGINT NOT NULL,
    agent_id TEXT NOT NULL,
    offers_received BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    rejected BIGINT NOT NULL,
    missed BIGINT NOT NULL,
    withdrawn BIGINT NOT NULL,
    handled BIGINT NOT NULL,
    handled_ticks BIGINT NOT NULL,
    wrap_ups BIGINT NOT NULL,
    wrap_up_ticks BIGINT NOT NULL,
    PRIMARY KEY (minute, agent_id));
CREATE TABLE agent_span (
    ended BIGINT NOT NULL,
    ordering BIGINT NOT NULL,
    agent_id TEXT NOT NULL,
    status TEXT NOT NULL,
    began BIGINT NOT NULL,
    PRIMARY KEY (ended, ordering));
