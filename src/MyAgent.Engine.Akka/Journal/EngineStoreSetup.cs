using Akka.Actor;
using Akka.Actor.Setup;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>Gives an actor system the database that its process has claimed: the journal and snapshot store <c>akka.persistence.journal.myagent</c> and
/// <c>akka.persistence.snapshot-store.myagent</c> keep everything in it, and <see cref="SqlJournal"/> tells it who has events.</summary>
/// <param name="store">The database, which must outlive the actor system.</param>
/// <param name="journal">Reads what the actors write; null (the default) where they write by <see cref="GroupCommitJournal"/>.</param>
internal sealed class EngineStoreSetup(EngineStore store, IJournalFeed? journal = null) : Setup
{
    /// <summary>The database.</summary>
    public EngineStore Store => store;

    /// <summary>Reads what the actors write.</summary>
    public IJournalFeed Journal => journal ?? store.Journal;

    /// <summary>The database of an actor system; null where it was started without one.</summary>
    public static EngineStoreSetup? Find(ActorSystem system) =>
        system.Settings.Setup.Get<EngineStoreSetup>() is { HasValue: true, Value: var setup } ? setup : null;

    /// <summary>The database of an actor system.</summary>
    /// <exception cref="InvalidOperationException">The system was started without one.</exception>
    public static EngineStoreSetup Of(ActorSystem system) =>
        Find(system) ?? throw new InvalidOperationException($"The actor system '{system.Name}' was started without a {nameof(EngineStoreSetup)}.");
}
