using Akka.Actor;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Solo;

/// <summary>Takes work once every queue and agent is awake; before the actor system stops, takes no more, answers what was taken in, and has every entity
/// leave a snapshot behind.</summary>
internal sealed partial class SoloService(
    LocalEntities entities, PendingAnswers answers, SoloStart start, SoloStatus status, ActorSystem system, EngineStore store,
    IHostApplicationLifetime lifetime, ILoggerFactory logs) : IHostedService
{
    /// <summary>How long what was taken in may take to be answered when the engine is stopped.</summary>
    private static readonly TimeSpan MaxDrain = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan DrainInterval = TimeSpan.FromMilliseconds(5);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await start.Over.WaitAsync(cancellationToken).ConfigureAwait(false);
        start.Grace.EngineIsReady();
        entities.TellAll(EngineReady.Instance);
        status.IsReady();
        // Not before the whole host has started: of a start that fails nothing is told but why.
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

    [LoggerMessage(Level = LogLevel.Information, Message = "The journal is claimed: {Queues} queues and {Agents} agents are awake, the newest event is {Ordering}.")]
    private static partial void Claimed(ILogger log, int queues, int agents, long ordering);

    private async Task StopEntitiesAsync()
    {
        try
        {
            await Task.WhenAll(entities.Parents.Select(parent => parent.GracefulStop(MaxDrain, EntityParent.StopEntities.Instance))).ConfigureAwait(false);
        }
        catch (TaskCanceledException)
        {
            // Whoever has no snapshot is read from the events.
        }
    }
}
