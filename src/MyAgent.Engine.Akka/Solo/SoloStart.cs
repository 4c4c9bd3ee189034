using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Solo;

/// <summary>The start of an engine in one process: it is over when every queue and agent has recovered. Safe for use by several threads.</summary>
/// <param name="settings">The settings of the engine.</param>
internal sealed class SoloStart(SoloSettings settings)
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The grace period for offers and waits that were open before the start (rule 33c).</summary>
    public RecoveryGracePeriod Grace { get; } = new(settings.RecoveryGrace, starting: true);

    /// <summary>Completes when every queue and agent is active.</summary>
    /// <exception cref="UnreadableJournalException">An event cannot be read or is missing.</exception>
    public Task Over => _over.Task;

    /// <summary>Every queue and agent is active.</summary>
    public void AllEntitiesActive() => _over.TrySetResult();

    /// <summary>A recovery has failed. If the journal is unreadable the engine does not start: it must not go on from another history.</summary>
    public void RecoveryFailed(Exception reason)
    {
        if (reason is UnreadableJournalException)
            _over.TrySetException(reason);
    }
}
