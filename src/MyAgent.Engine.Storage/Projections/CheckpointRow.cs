namespace MyAgent.Engine.Storage.Projections;

/// <summary>The state of a queue or an agent after one of its events.</summary>
/// <param name="PersistenceId">The persistence id of the entity.</param>
/// <param name="Ordering">The ordering of the event.</param>
/// <param name="SequenceNr">The sequence number of the event.</param>
/// <param name="Record">The projection's state, compressed.</param>
internal sealed record CheckpointRow(string PersistenceId, long Ordering, long SequenceNr, byte[] Record);
