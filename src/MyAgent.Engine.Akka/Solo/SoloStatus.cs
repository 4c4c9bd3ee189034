using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Solo;

/// <summary>Whether an engine in one process takes work.</summary>
/// <param name="store">Its database.</param>
internal sealed class SoloStatus(EngineStore store) : IEngineStatus
{
    private volatile string? _phase = "The engine is starting.";

    /// <inheritdoc/>
    public string? Trouble => _phase ?? store.Trouble;

    /// <inheritdoc/>
    public Task Ended => store.TakenOver;

    /// <summary>The engine takes work from now on.</summary>
    public void IsReady() => _phase = null;

    /// <summary>The engine takes no work from now on.</summary>
    public void IsStopping() => _phase = "The engine is being stopped.";
}
