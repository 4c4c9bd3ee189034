namespace MyAgent.Engine.Entities;
#pragma warning disable RS0030 // The port towards the hosts is the one place where the rules' assembly speaks of tasks.

/// <summary>The journal as one process follows it, for all in that process who want to know: however many follow, the database is asked no more.</summary>
public interface IJournalFeed : IJournalReader
{
    /// <summary>The journal's id: made with the database, and the same in every process that opens it, for as long as it holds what it has told. An
    /// ordering means something together with it only.</summary>
    string JournalId { get; }

    /// <summary>The ordering of the newest event that followers can receive at this moment; 0 for none. Reads no database.</summary>
    long Position { get; }

    /// <summary>The events after a position, and then new ones as they reach the disk, until cancelled. A slow reader receives all of them
    /// as well.</summary>
    /// <param name="afterOrdering">The ordering; 0 for all.</param>
    /// <param name="entities">If given, only the events of these entities.</param>
    /// <param name="cancel">Ends the following.</param>
    IAsyncEnumerable<JournalRecord> FollowAsync(
        long afterOrdering, IReadOnlySet<EntityAddress>? entities = null, CancellationToken cancel = default);
}
