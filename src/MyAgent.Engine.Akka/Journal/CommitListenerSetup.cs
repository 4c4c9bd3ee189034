using Akka.Actor.Setup;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>Has somebody told whenever <see cref="SqlJournal"/> has committed events.</summary>
/// <param name="committed">Called on any thread; must return soon and not throw.</param>
internal sealed class CommitListenerSetup(Action committed) : Setup
{
    /// <summary>Events have been committed.</summary>
    public void Notify() => committed();
}
