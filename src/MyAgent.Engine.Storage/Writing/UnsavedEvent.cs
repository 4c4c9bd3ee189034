using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>An event that is to be journaled.</summary>
/// <param name="Entity">The entity of the event.</param>
/// <param name="PersistenceId">The persistence id of <paramref name="Entity"/>, formatted once for each entity.</param>
/// <param name="SequenceNr">The event's sequence number within the entity, which counts from 1.</param>
/// <param name="Recorded">The event, with its instant and cause.</param>
internal readonly record struct UnsavedEvent(EntityAddress Entity, string PersistenceId, long SequenceNr, RecordedEvent Recorded);
