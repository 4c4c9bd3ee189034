using MyAgent.Engine.Service.Views;

namespace MyAgent.Engine.Service.Http;

/// <summary>Whether the server can do all of its work.</summary>
/// <param name="engine">The engine.</param>
/// <param name="follower">What feeds the views.</param>
internal sealed class ServerHealth(EngineParts engine, JournalFollower follower)
{
    /// <summary>Why it cannot, as a sentence; null where it can.</summary>
    public string? Trouble => engine.TroubleOf() ?? follower.Trouble;
}
