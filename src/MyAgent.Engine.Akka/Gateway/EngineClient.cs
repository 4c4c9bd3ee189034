using System.Diagnostics;
using Akka.Actor;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Texts;
using IQuery = MyAgent.Engine.Entities.IQuery;

namespace MyAgent.Engine.Akka.Gateway;

/// <summary>For other services: sends commands and queries to a cluster over Akka remoting. A command that is not answered in time is sent
/// again, to the next node, under the same command id, so that it takes effect once. Its actor system must have
/// <see cref="Serialization.EngineSerialization.Setup"/>. Safe for use by several threads.</summary>
/// <param name="system">The service's own actor system, with remoting.</param>
/// <param name="options">The nodes of the engine, time-outs and retries.</param>
public sealed class EngineClient(ActorSystem system, EngineClientOptions options)
{
    /// <summary>The maximum number of queues through which a command follows a contact.</summary>
    private const int MaxHops = 10;

    /// <summary>Increases whenever a node does not answer: the node that answered last is the first for the next request.</summary>
    private int _node;

    /// <summary>Sends a command or query and waits for its answer.</summary>
    /// <param name="to">The entity it is for.</param>
    /// <param name="message">An <see cref="ICommand"/> or <see cref="IQuery"/>.</param>
    /// <param name="commandId">The command's id; null for a new one, which covers only the retries of this call.</param>
    /// <param name="cancel">Ends the wait; the command may take effect all the same.</param>
    /// <returns>The answer; a <see cref="Refusal"/> if the command was refused.</returns>
    /// <exception cref="EngineUnavailableException">No node has answered: try again under the same command id.</exception>
    public async Task<IAnswer> SendAsync(EntityAddress to, IMessage message, string? commandId = null, CancellationToken cancel = default)
    {
        var id = message is ICommand ? commandId ?? Guid.NewGuid().ToString("N") : null;
        for (var hops = 0; hops <= MaxHops; hops++)
        {
            var answer = await AskAsync(new EngineRequest(to, message, options.By, id, Activity.Current?.Id), cancel).ConfigureAwait(false);
            if (answer is not ContactMovedAnswer moved)
                return answer;
            to = moved.QueueId.Address;
        }
        throw new EngineUnavailableException("The contact moves from queue to queue.");
    }

    /// <summary>Sends a command or query, and expects an answer of a certain type.</summary>
    /// <exception cref="EngineRefusedException">It was refused.</exception>
    /// <exception cref="EngineUnavailableException">No node has answered: try again under the same command id.</exception>
    public async Task<TAnswer> SendAsync<TAnswer>(EntityAddress to, IMessage message, string? commandId = null, CancellationToken cancel = default)
        where TAnswer : class, IAnswer =>
        await SendAsync(to, message, commandId, cancel).ConfigureAwait(false) switch
        {
            TAnswer answer => answer,
            Refusal refusal => throw new EngineRefusedException(refusal),
            var other => throw new InvalidOperationException($"{message.GetType().Name} is answered with a {other.GetType().Name}."),
        };

    private async Task<IAnswer> AskAsync(EngineRequest request, CancellationToken cancel)
    {
        var reason = "No node of the engine answered.";
        for (var attempt = 0; attempt < options.Attempts; attempt++)
        {
            var node = Volatile.Read(ref _node);
            var gateway = system.ActorSelection($"{options.Nodes[(int)((uint)node % options.Nodes.Count)]}/user/{GatewayActor.Name}");
            try
            {
                switch (await gateway.Ask<object>(request, options.Timeout, cancel).ConfigureAwait(false))
                {
                    case IAnswer answer:
                        return answer;
                    case EngineUnavailable unavailable:
                        reason = unavailable.Reason;
                        await Task.Delay(options.Pause, cancel).ConfigureAwait(false);
                        break;
                }
            }
            catch (AskTimeoutException)
            {
                // The next attempt goes to the next node, under the same command id.
            }
            Interlocked.CompareExchange(ref _node, node + 1, node);
        }
        throw new EngineUnavailableException(reason);
    }
}

/// <summary>The nodes of the engine, time-outs and retries of an <see cref="EngineClient"/>.</summary>
public sealed record EngineClientOptions
{
    /// <summary>The addresses of the engine's nodes: <c>akka.tcp://myagent@10.0.0.1:4053</c>, over TLS <c>akka.ssl.tcp://…</c>. At least one.
    /// The first is tried first, the others if it does not answer.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>The name of this service: the journal has it as the cause of the events.</summary>
    public required string By { get; init; }

    /// <summary>The time-out of one attempt; default 3 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The maximum number of attempts; default 6.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>The pause after a node has answered that the engine is unavailable; default 500 ms.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(500);
}

/// <summary>The engine refused a command. It has changed nothing.</summary>
/// <param name="refusal">Why.</param>
public sealed class EngineRefusedException(Refusal refusal) : Exception(RefusalTexts.Of(refusal))
{
    /// <summary>Why.</summary>
    public Refusal Refusal => refusal;
}
