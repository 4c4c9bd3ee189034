using Akka.Actor;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Akka.Telemetry;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Takes no more work before the node hands its shards over and leaves its cluster. A system that cannot be made, because the port of its remoting
/// is in use, fails when this is made, before anything has started.</summary>
internal sealed class NodeService(ActorSystem system, NodeHealth health, IHostApplicationLifetime lifetime, ILoggerFactory logs) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => SettingsLog.Log(logs.CreateLogger("MyAgent.Engine"), system));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (!system.WhenTerminated.IsCompleted)
            health.Trouble = "The engine is being stopped.";
        return Task.CompletedTask;
    }
}
