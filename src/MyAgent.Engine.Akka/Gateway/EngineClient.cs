using System.Diagnostics;
using Akka.Actor;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Texts;
using IQuery = MyAgent.Engine.Entities.IQuery;

namespace MyAgent.Engine.Akka.Gateway;

/// <summary>For other services: sends commands and queries to a cluster over Akka remoting. A command that gets no answer in time is sent
/// again, to the next node, under the same command id, so that it takes effect once. Its actor system must have
/// <see cref="Serialization.EngineSerialization.Setup"/>. Safe for use by several threads.</summary>
/// <param name="system">The service's own actor system, with remoting.</param>
/// <param name="options">Where the engine is, and how long it is waited for.</param>
public sealed class EngineClient(ActorSystem system, EngineClientOptions options)
{
    /// <summary>A contact goes through no more queues than this while a command follows it.</summary>
    private const int MaxHops = 10;

    /// <summary>Counts on whenever a node has not answered: the one that did is asked first the next time.</summary>
    private int _node;

    /// <summary>Sends a command or query and waits for its answer.</summary>
    /// <param name="to">The entity it is for.</param>
    /// <param name="message">An <see cref="ICommand"/> or <see cref="IQuery"/>.</param>
    /// <param name="commandId">The command's id; null to have one made, which serves this call's own repetitions alone.</param>
    /// <param name="cancel">Ends the waiting; the command may have its effect all the same.</param>
    /// <returns>The answer; a <see cref="Refusal"/> where the command was refused.</returns>
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
        throw new EngineUnavailableException("The contact is on its way from queue to queue.");
    }

    /// <summary>Sends a command or query whose answer is of a certain type.</summary>
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
        var reason = "No node of the engine has answered.";
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
                // The next node is asked under the same command id.
            }
            Interlocked.CompareExchange(ref _node, node + 1, node);
        }
        throw new EngineUnavailableException(reason);
    }
}

/// <summary>Where the engine is and how long a client waits for it.</summary>
public sealed record EngineClientOptions
{
    /// <summary>The addresses of the engine's nodes: <c>akka.tcp://myagent@10.0.0.1:4053</c>, over TLS <c>akka.ssl.tcp://…</c>. At least one;
    /// the first is asked first, and the others where it does not answer.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>Who asks: stands in the journal beside what the commands led to.</summary>
    public required string By { get; init; }

    /// <summary>How long one attempt waits; default 3 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often it tries; default 6.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>The pause after a node has said that it cannot answer now; default 500 ms.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(500);
}

/// <summary>The engine refused a command. It has changed nothing.</summary>
/// <param name="refusal">Why.</param>
public sealed class EngineRefusedException(Refusal refusal) : Exception(RefusalTexts.Of(refusal))
{
    /// <summary>Why.</summary>
    public Refusal Refusal => refusal;
}
