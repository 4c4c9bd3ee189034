using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace MyAgent.Engine.Akka.Tests.Entities;

/// <summary>A journal in memory that fails to write an entity's events while a test says so.</summary>
public sealed class BreakableJournal : MemoryJournal
{
    private static readonly ConcurrentDictionary<string, bool> Broken = new(StringComparer.Ordinal);

    public static void Break(string persistenceId) => Broken[persistenceId] = true;

    public static void Mend(string persistenceId) => Broken.TryRemove(persistenceId, out _);

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        var writes = messages.ToList();
        return writes.Any(write => Broken.ContainsKey(write.PersistenceId))
            ? Task.FromException<IImmutableList<Exception>>(new IOException("The disk is full."))
            : base.WriteMessagesAsync(writes);
    }
}
