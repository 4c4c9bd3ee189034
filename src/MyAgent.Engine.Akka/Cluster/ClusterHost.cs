using Akka.Actor;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>The edge of the cluster: sends commands to the shard regions and waits, not for ever, for the entity's answer.</summary>
/// <param name="system">The actor system.</param>
/// <param name="regions">The way to every entity.</param>
/// <param name="journal">The journal, which knows who there is.</param>
/// <param name="askTimeout">How long an answer is waited for.</param>
/// <param name="metrics">Counts the commands.</param>
internal sealed class ClusterHost(
    ActorSystem system, ShardRegions regions, IJournalReader journal, TimeSpan askTimeout, EngineMetrics metrics) : IEngineHost
{
    /// <inheritdoc/>
    public async Task<IAnswer> SendAsync(EntityAddress to, IMessage message, Cause cause, CancellationToken cancel = default)
    {
        var began = metrics.CommandBegan();
        var result = CommandResult.Unavailable;
        var trace = EngineTracing.Current;
        try
        {
            var asked = await regions.Of(to.Kind).Ask<object>(
                replyTo => new Envelope(to, message, cause, ReplyPath.Of(replyTo, system), trace), askTimeout, cancel).ConfigureAwait(false);
            var answer = asked as IAnswer
                ?? throw new EngineUnavailableException((asked as EngineUnavailable)?.Reason ?? $"The engine answered with a {asked.GetType().Name}.");
            result = EngineMetrics.ResultOf(answer);
            return answer;
        }
        catch (AskTimeoutException)
        {
            throw new EngineUnavailableException($"{to} has not answered within {askTimeout.TotalSeconds:0.#} s: try again under the same key.");
        }
        catch (OperationCanceledException)
        {
            result = CommandResult.Cancelled;
            throw;
        }
        finally
        {
            metrics.CommandEnded(to.Kind, result, began);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EntityAddress>> ListAsync(EntityKind kind, CancellationToken cancel = default) =>
        journal.EntitiesAsync(kind, cancel);
}
