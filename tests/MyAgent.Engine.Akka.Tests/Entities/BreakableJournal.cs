using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Persistence;

namespace MyAgent.Engine.Akka.Tests.Entities;

/// <summary>A journal in memory that fails to write an entity's events while a test says so.</summary>
public sealed class BreakableJournal : ReceiveActor
{
    private static readonly ConcurrentDictionary<string, bool> Broken = new(StringComparer.Ordinal);

    public BreakableJournal()
    {
        var journal = Persistence.Instance.Apply(Context.System).JournalFor("akka.persistence.journal.inmem");
        Receive<WriteMessages>(IsBroken, writing =>
        {
            var full = new IOException("The disk is full.");
            writing.PersistentActor.Tell(new WriteMessagesFailed(full, writing.Messages.Count()));
            foreach (var happened in writing.Messages.OfType<AtomicWrite>().SelectMany(write => (IEnumerable<IPersistentRepresentation>)write.Payload))
                writing.PersistentActor.Tell(new WriteMessageFailure(happened, full, writing.ActorInstanceId));
        });
        ReceiveAny(other => journal.Forward(other));
    }

    public static void Break(string persistenceId) => Broken[persistenceId] = true;

    public static void Mend(string persistenceId) => Broken.TryRemove(persistenceId, out _);

    private static bool IsBroken(WriteMessages writing) =>
        writing.Messages.OfType<AtomicWrite>().Any(write => Broken.ContainsKey(write.PersistenceId));
}
