using Akka.Actor;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Solo;

/// <summary>Lets the engine take work once every queue and agent is active. Before the actor system stops, it lets the engine take no more work, waits for
/// the pending answers, and has every entity save a snapshot.</summary>
internal sealed partial class SoloService(
    LocalEntities entities, PendingAnswers answers, SoloStart start, SoloStatus status, ActorSystem system, EngineStore store,
    IHostApplicationLifetime lifetime, ILoggerFactory logs) : IHostedService
{
    /// <summary>The maximum time for the pending answers, and then for the snapshots, when the engine stops.</summary>
    private static readonly TimeSpan MaxDrain = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan DrainInterval = TimeSpan.FromMilliseconds(5);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await start.Over.WaitAsync(cancellationToken).ConfigureAwait(false);
        start.Grace.EngineIsReady();
        entities.TellAll(EngineReady.Instance);
        status.IsReady();
        // Only after the whole host has started: if a start fails, the log has only the reason.
        lifetime.ApplicationStarted.Register(() =>
        {
            var log = logs.CreateLogger("MyAgent.Engine");
            SettingsLog.Log(log, system);
            Claimed(log, store.Known.Of(EntityKind.Queue).Count, store.Known.Of(EntityKind.Agent).Count, store.Tail.LastOrdering);
        });
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        status.IsStopping();
        for (var waited = TimeSpan.Zero; answers.Count > 0 && waited < MaxDrain; waited += DrainInterval)
            await Task.Delay(DrainInterval, CancellationToken.None).ConfigureAwait(false);
        if (!system.WhenTerminated.IsCompleted)
            await StopEntitiesAsync().ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The journal is claimed: {Queues} queues and {Agents} agents are active, the newest event is {Ordering}.")]
    private static partial void Claimed(ILogger log, int queues, int agents, long ordering);

    private async Task StopEntitiesAsync()
    {
        try
        {
            await Task.WhenAll(entities.Parents.Select(parent => parent.GracefulStop(MaxDrain, EntityParent.StopEntities.Instance))).ConfigureAwait(false);
        }
        catch (TaskCanceledException)
        {
            // An entity without a snapshot recovers from its events.
        }
    }
}
