using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>The database that a node shares with the other nodes of its cluster, and the node's settings.</summary>
internal sealed class NodeDatabase : IDisposable
{
    /// <summary>Reads the newest event. Takes ownership of both arguments that can be disposed of.</summary>
    /// <param name="shared">The database.</param>
    /// <param name="journal">Its journal.</param>
    /// <param name="settings">The node's settings.</param>
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

    public ISharedDatabase Shared { get; }

    public SharedJournalFeed Journal { get; }

    public NodeSettings Settings { get; }

    /// <summary>The instant of the newest event at the start: the engine's clock begins there, if the wall clock is behind it.</summary>
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
