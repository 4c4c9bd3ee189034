namespace MyAgent.Engine.Storage;

/// <summary>Counts of the events and checksums of a whole journal.</summary>
/// <param name="Events">The number of events.</param>
/// <param name="WithoutChecksum">The number of events without a checksum: Akka.Persistence.Sql has written them, or an engine of before schema version 4.</param>
/// <param name="Missing">The number of checksums whose event is missing.</param>
/// <param name="FirstMissing">The ordering of the first missing event; null for none.</param>
internal sealed record ChecksumCounts(long Events, long WithoutChecksum, long Missing, long? FirstMissing);
