using Akka.Actor.Setup;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>Has <see cref="SqlJournal"/> call a listener after each commit.</summary>
/// <param name="committed">The listener. Called on any thread; it must return soon and not throw.</param>
internal sealed class CommitListenerSetup(Action committed) : Setup
{
    /// <summary>Calls the listener.</summary>
    public void Notify() => committed();
}
