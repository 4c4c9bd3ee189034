using Akka.Actor;
using Akka.Actor.Setup;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>Gives the journal and snapshot store <c>akka.persistence.journal.myagent</c> and <c>akka.persistence.snapshot-store.myagent</c> the
/// database they keep everything in.</summary>
/// <param name="store">The database, which must outlive the actor system.</param>
public sealed class GroupCommitSetup(EngineStore store) : Setup
{
    /// <summary>The database.</summary>
    public EngineStore Store => store;

    /// <summary>The database of an actor system.</summary>
    /// <exception cref="InvalidOperationException">The system was started without one.</exception>
    internal static EngineStore StoreOf(ActorSystem system) =>
        system.Settings.Setup.Get<GroupCommitSetup>() is { HasValue: true, Value: var setup }
            ? setup.Store
            : throw new InvalidOperationException($"The actor system '{system.Name}' was started without a {nameof(GroupCommitSetup)}.");
}
