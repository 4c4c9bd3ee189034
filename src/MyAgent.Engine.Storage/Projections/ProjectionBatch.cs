namespace MyAgent.Engine.Storage.Projections;

/// <summary>The changes to the tables of the projections by the events between two positions of the journal.</summary>
/// <param name="Version">The version of the projections that write it.</param>
/// <param name="After">The ordering after which it begins.</param>
/// <param name="To">The ordering of its last event.</param>
/// <param name="Contacts">The contacts that have changed.</param>
/// <param name="Entities">The queues and agents that have changed.</param>
/// <param name="QueueMinutes">What is added to the figures of queues, one row for each queue and minute.</param>
/// <param name="AgentMinutes">What is added to the figures of agents, one row for each agent and minute.</param>
/// <param name="CodeMinutes">What is added to the figures of wrap-up codes, one row for each queue, code and minute.</param>
/// <param name="Spans">The spans that have ended.</param>
/// <param name="Checkpoints">The states of queues and agents after some of these events.</param>
internal sealed record ProjectionBatch(
    int Version,
    long After,
    long To,
    IReadOnlyList<ContactRow> Contacts,
    IReadOnlyList<EntityRow> Entities,
    IReadOnlyList<MinuteRow> QueueMinutes,
    IReadOnlyList<MinuteRow> AgentMinutes,
    IReadOnlyList<MinuteRow> CodeMinutes,
    IReadOnlyList<SpanRow> Spans,
    IReadOnlyList<CheckpointRow> Checkpoints);
