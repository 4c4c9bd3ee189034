using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>A snapshot in a journal that is read from outside the engine.</summary>
/// <param name="PersistenceId">The persistence id of the entity.</param>
/// <param name="SequenceNr">The sequence number of the newest event in it.</param>
/// <param name="Snapshot">The state; null if the snapshot is damaged or of another version, so that an engine ignores it.</param>
/// <param name="IsDamaged">Whether it differs from its checksum.</param>
internal sealed record KeptSnapshot(string PersistenceId, long SequenceNr, ISnapshot? Snapshot, bool IsDamaged);
