namespace MyAgent.Engine.Storage;

/// <summary>A snapshot in the database.</summary>
/// <param name="PersistenceId">The persistence id of the entity.</param>
/// <param name="SequenceNr">The sequence number of the newest event in it.</param>
/// <param name="CreatedAt">The instant of that event.</param>
/// <param name="Manifest">The format of the payload.</param>
/// <param name="Payload">UTF-8 JSON.</param>
internal sealed record StoredSnapshot(string PersistenceId, long SequenceNr, DateTimeOffset CreatedAt, string Manifest, byte[] Payload)
{
    /// <summary>Whether it differs from its checksum.</summary>
    public bool IsDamaged { get; init; }
}
