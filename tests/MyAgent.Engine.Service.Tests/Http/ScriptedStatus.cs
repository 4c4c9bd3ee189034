using MyAgent.Engine.Akka;

namespace MyAgent.Engine.Service.Tests.Http;

/// <summary>An engine that takes work, until a test says why it does not.</summary>
internal sealed class ScriptedStatus : IEngineStatus
{
    public string? Trouble { get; set; }

    public Task Ended { get; } = new TaskCompletionSource().Task;
}
