namespace MyAgent.Engine.Entities;
#pragma warning disable RS0030 // The port towards the hosts is the one place where the rules' assembly speaks of tasks.

/// <summary>The journal as one process follows it, for all in that process who want to know: however many follow, the database is asked no more.</summary>
public interface IJournalFeed : IJournalReader
{
    /// <summary>The journal's id: made with the database, and the same in every process that opens it, for as long as it holds what it has told. An
    /// ordering means something together with it only.</summary>
    string JournalId { get; }

    /// <summary>The ordering of the newest event that followers are told of at this moment; 0 for none. Asks nothing and nobody.</summary>
    long Position { get; }

    /// <summary>The events after a place, and then those to come as they reach the disk, until cancelled. Whoever takes them too slowly is
    /// told of all of them nevertheless.</summary>
    /// <param name="afterOrdering">The place; 0 for all.</param>
    /// <param name="entities">Where given, the events of these entities alone.</param>
    /// <param name="cancel">Ends the following.</param>
    IAsyncEnumerable<JournalRecord> FollowAsync(
        long afterOrdering, IReadOnlySet<EntityAddress>? entities = null, CancellationToken cancel = default);
}
