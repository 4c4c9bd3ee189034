using Akka.Actor;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Sends commands and queries to the shard regions and waits for the entities' answers, up to a time-out.</summary>
/// <param name="system">The actor system.</param>
/// <param name="regions">The shard regions.</param>
/// <param name="journal">Lists the entities.</param>
/// <param name="askTimeout">The maximum time until the answer.</param>
/// <param name="metrics">Measures the commands.</param>
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
            throw new EngineUnavailableException($"{to} did not answer within {askTimeout.TotalSeconds:0.#} s: try again under the same key.");
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
