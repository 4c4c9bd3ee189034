namespace MyAgent.Engine.Storage.Projections;

/// <summary>The current state of a queue or an agent.</summary>
/// <param name="PersistenceId">The persistence id of the entity.</param>
/// <param name="Changed">The ordering of the last event that changed it.</param>
/// <param name="Record">The projection's state, as JSON.</param>
internal sealed record EntityRow(string PersistenceId, long Changed, string Record);
