using Akka.Actor;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Akka.Telemetry;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Stops taking work before the node hands its shards over and leaves its cluster. It depends on the actor system, so that a system that cannot
/// be created (the port of its remoting is in use, for example) fails the start of the host before anything has started.</summary>
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
