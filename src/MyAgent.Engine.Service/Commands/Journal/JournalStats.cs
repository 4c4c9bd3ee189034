using MyAgent.Engine.Entities;
using MyAgent.Engine.Service.Commands.Display;

namespace MyAgent.Engine.Service.Commands.Journal;

/// <summary>How many events a journal has.</summary>
/// <param name="Events">All of them.</param>
/// <param name="First">When the first happened; null for an empty journal.</param>
/// <param name="Last">When the newest happened; null for an empty journal.</param>
/// <param name="Manifests">By the kind of event, the most frequent first.</param>
/// <param name="Entities">By entity, the one with the most first.</param>
internal sealed record JournalStats(
    long Events, DateTimeOffset? First, DateTimeOffset? Last, IReadOnlyList<ManifestCount> Manifests, IReadOnlyList<EntityCount> Entities)
{
    private const int MaxShown = 20;

    /// <summary>Counts a journal.</summary>
    public static async Task<JournalStats> OfAsync(IJournalReader journal, CancellationToken cancel)
    {
        var manifests = new Dictionary<Type, long>();
        var entities = new Dictionary<EntityAddress, long>();
        var (events, first, last) = (0L, (DateTimeOffset?)null, (DateTimeOffset?)null);
        await foreach (var record in journal.ReadAsync(0, cancel: cancel))
        {
            events++;
            first ??= record.Recorded.At;
            last = record.Recorded.At;
            var kind = record.Recorded.Event.GetType();
            manifests[kind] = manifests.GetValueOrDefault(kind) + 1;
            entities[record.Entity] = entities.GetValueOrDefault(record.Entity) + 1;
        }
        return new JournalStats(
            events, first, last,
            [.. manifests.Select(pair => new ManifestCount(Catalogue.Manifests.Of(pair.Key), pair.Value))
                .OrderByDescending(count => count.Events).ThenBy(count => count.Manifest, StringComparer.Ordinal)],
            [.. entities.Select(pair => new EntityCount(pair.Key.PersistenceId, pair.Value))
                .OrderByDescending(count => count.Events).ThenBy(count => count.PersistenceId, StringComparer.Ordinal)]);
    }

    /// <summary>Writes them as tables.</summary>
    public void Write(Terminal terminal)
    {
        terminal.Line(Events == 0 ? "The journal is empty." : $"{Events} events from {DisplayFormat.Instant(First)} to {DisplayFormat.Instant(Last)}.");
        if (Events == 0)
            return;
        terminal.Line();
        terminal.Table(["Event", "Number"], Manifests.Select(count => new[] { count.Manifest, DisplayFormat.Number(count.Events) }));
        terminal.Line();
        terminal.Table(["Entity", "Events"], Entities.Take(MaxShown).Select(count => new[] { count.PersistenceId, DisplayFormat.Number(count.Events) }));
        if (Entities.Count > MaxShown)
            terminal.Line($"and {Entities.Count - MaxShown} more entities: --json has them all.");
    }
}

/// <summary>How often a kind of event happened.</summary>
/// <param name="Manifest">The kind.</param>
/// <param name="Events">How often.</param>
internal sealed record ManifestCount(string Manifest, long Events);

/// <summary>How many events an entity has.</summary>
/// <param name="PersistenceId">The entity.</param>
/// <param name="Events">How many.</param>
internal sealed record EntityCount(string PersistenceId, long Events);
