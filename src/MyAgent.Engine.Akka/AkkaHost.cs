using Akka.Actor;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Gateway;
using MyAgent.Engine.Entities;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka;

/// <summary>The edge of the cluster: sends commands to the shard regions and waits, not for ever, for the entity's answer.</summary>
/// <param name="system">The actor system.</param>
/// <param name="regions">The way to every entity.</param>
/// <param name="journal">The journal, which knows who there is.</param>
/// <param name="askTimeout">How long an answer is waited for.</param>
internal sealed class AkkaHost(ActorSystem system, ShardRegions regions, IJournalReader journal, TimeSpan askTimeout) : IEngineHost
{
    /// <inheritdoc/>
    public async Task<IAnswer> SendAsync(EntityAddress to, IMessage message, Cause cause, CancellationToken cancel = default)
    {
        try
        {
            var answer = await regions.Of(to.Kind).Ask<object>(
                replyTo => new Envelope(to, message, cause, ReplyPath.Of(replyTo, system)), askTimeout, cancel).ConfigureAwait(false);
            return answer as IAnswer
                ?? throw new EngineUnavailableException((answer as EngineUnavailable)?.Reason ?? $"The engine answered with a {answer.GetType().Name}.");
        }
        catch (AskTimeoutException)
        {
            throw new EngineUnavailableException($"{to} has not answered within {askTimeout.TotalSeconds:0.#} s: try again under the same key.");
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EntityAddress>> ListAsync(EntityKind kind, CancellationToken cancel = default) =>
        journal.EntitiesAsync(kind, cancel);
}
