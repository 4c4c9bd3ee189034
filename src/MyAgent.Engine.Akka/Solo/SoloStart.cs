using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Solo;

/// <summary>The start of an engine in one process: it is over when every queue and agent has been read. Safe for use by several threads.</summary>
/// <param name="settings">What the HOCON files say.</param>
internal sealed class SoloStart(SoloSettings settings)
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was open before the start is held against nobody for a while (rule 33c).</summary>
    public RecoveryGracePeriod Grace { get; } = new(settings.RecoveryGrace, starting: true);

    /// <summary>Completes when every queue and agent is awake.</summary>
    /// <exception cref="UnreadableJournalException">An event cannot be read or is missing.</exception>
    public Task Over => _over.Task;

    /// <summary>Every queue and agent is awake.</summary>
    public void AllEntitiesActive() => _over.TrySetResult();

    /// <summary>An entity could not be read. The engine does not start on another history than the one it has told.</summary>
    public void RecoveryFailed(Exception reason)
    {
        if (reason is UnreadableJournalException)
            _over.TrySetException(reason);
    }
}
