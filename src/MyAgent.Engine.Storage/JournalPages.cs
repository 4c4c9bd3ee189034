using System.Runtime.CompilerServices;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>Reads the journal in pages, so that a long read does not keep the database from removing what the writer no longer needs.</summary>
internal static class JournalPages
{
    /// <summary>The maximum number of events in a page.</summary>
    public const int Size = 1000;

    public static async IAsyncEnumerable<JournalRecord> ReadEntityAsync(
        Func<IJournalSource> open, EntityAddress entity, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var source = open();
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var page = source.ReadEntityPage(entity, after, Size);
            foreach (var record in page)
                yield return record;
            if (page.Count < Size)
                yield break;
            after = page[^1].SequenceNr;
        }
    }

    public static async IAsyncEnumerable<JournalRecord> ReadAsync(
        Func<IJournalSource> open, long after, long until, EntityAddress? entity, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var source = open();
        while (after < until)
        {
            cancel.ThrowIfCancellationRequested();
            var page = source.ReadPage(after, until, entity, Size);
            foreach (var record in page)
                yield return record;
            if (page.Count < Size)
                break;
            after = page[^1].Ordering;
        }
    }
}
