using Akka.Actor;
using Akka.Actor.Setup;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>Gives an actor system the database that its process has claimed. <see cref="GroupCommitJournal"/> and <see cref="GroupCommitSnapshotStore"/>
/// write to it; <see cref="SqlJournal"/> adds new entities to <see cref="EngineStore.Known"/>.</summary>
/// <param name="store">The database, which must outlive the actor system.</param>
/// <param name="journal">The feed of the journal; null (the default) for that of the database, which has the events that <see cref="GroupCommitJournal"/> writes.</param>
internal sealed class EngineStoreSetup(EngineStore store, IJournalFeed? journal = null) : Setup
{
    public EngineStore Store => store;

    /// <summary>The feed of the journal.</summary>
    public IJournalFeed Journal => journal ?? store.Journal;

    /// <summary>The database of an actor system; null if it was started without one.</summary>
    public static EngineStoreSetup? Find(ActorSystem system) =>
        system.Settings.Setup.Get<EngineStoreSetup>() is { HasValue: true, Value: var setup } ? setup : null;

    /// <summary>The database of an actor system.</summary>
    /// <exception cref="InvalidOperationException">The system was started without one.</exception>
    public static EngineStoreSetup Of(ActorSystem system) =>
        Find(system) ?? throw new InvalidOperationException($"The actor system '{system.Name}' was started without a {nameof(EngineStoreSetup)}.");
}
