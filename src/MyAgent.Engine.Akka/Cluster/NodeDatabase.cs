using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>The database of a node, which it shares with the others of its cluster, and what the configuration says of the node.</summary>
internal sealed class NodeDatabase : IDisposable
{
    /// <summary>Takes a database, and reads its newest event.</summary>
    /// <param name="shared">The database, which is closed with this.</param>
    /// <param name="journal">Its journal, which is closed with this.</param>
    /// <param name="settings">What the configuration says.</param>
    public NodeDatabase(ISharedDatabase shared, SharedJournalFeed journal, NodeSettings settings)
    {
        (Shared, Journal, Settings) = (shared, journal, settings);
        try
        {
            NewestAt = ReadNewestAtAsync().GetAwaiter().GetResult();
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>The database.</summary>
    public ISharedDatabase Shared { get; }

    /// <summary>Its journal.</summary>
    public SharedJournalFeed Journal { get; }

    /// <summary>What the configuration says.</summary>
    public NodeSettings Settings { get; }

    /// <summary>When the newest event happened that was there at the start: nothing may happen before it.</summary>
    public DateTimeOffset NewestAt { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Journal.Dispose();
        Shared.Dispose();
    }

    private async Task<DateTimeOffset> ReadNewestAtAsync()
    {
        var newest = DateTimeOffset.MinValue;
        await foreach (var record in Journal.ReadAsync(Math.Max(0, await Journal.LastOrderingAsync().ConfigureAwait(false) - 1)).ConfigureAwait(false))
            newest = record.Recorded.At;
        return newest;
    }
}
