using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>An event that has been applied in memory and is to be journaled.</summary>
/// <param name="Entity">The entity it happened to.</param>
/// <param name="PersistenceId">The text of <paramref name="Entity"/>, made once for each entity.</param>
/// <param name="SequenceNr">Its place among the entity's events, from 1.</param>
/// <param name="Recorded">The event.</param>
public readonly record struct UnsavedEvent(EntityAddress Entity, string PersistenceId, long SequenceNr, RecordedEvent Recorded);
