using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api;

/// <summary>Sends commands and queries to the engine on behalf of the request's user.</summary>
/// <param name="host">The engine.</param>
/// <param name="clock">Measures the response timeout.</param>
internal sealed class EngineCalls(IEngineHost host, TimeProvider clock)
{
    /// <summary>The maximum number of queues through which a command follows a contact.</summary>
    private const int MaxHops = 10;

    /// <summary>After this time the client gets 503 and can retry.</summary>
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Sends a command or query.</summary>
    /// <param name="http">The request.</param>
    /// <param name="to">The entity it is for.</param>
    /// <param name="message">The command or query.</param>
    /// <param name="asGiven">The command as the client gave it, where a part of it is generated here and would differ in a repetition (rule 33h);
    /// null (the default) where nothing is.</param>
    /// <exception cref="ProblemException">The engine refused it.</exception>
    /// <exception cref="EngineUnavailableException">The engine does not answer.</exception>
    public async Task<TAnswer> SendAsync<TAnswer>(HttpContext http, EntityAddress to, IMessage message, ICommand? asGiven = null)
        where TAnswer : class, IAnswer =>
        await AskAsync(http, to, message, asGiven) switch
        {
            TAnswer answer => answer,
            Refusal refusal => throw Problem.From(refusal).AsException(),
            _ => throw IdempotencyKey.Reused(),
        };

    /// <summary>Sends a command or query to an agent, which is answered with the agent.</summary>
    public Task<AgentAnswer> SendAsync(HttpContext http, AgentId agent, IMessage message) =>
        SendAsync<AgentAnswer>(http, agent.Address, message);

    /// <summary>Asks for the agent; null where there is no such agent: a token can be made before its agent.</summary>
    /// <exception cref="EngineUnavailableException">The engine does not answer.</exception>
    public async Task<AgentAnswer?> FindAgentAsync(HttpContext http, AgentId agent) => await AskAsync(http, agent.Address, new GetAgent()) as AgentAnswer;

    /// <summary>Sends a command or query about a contact to its queue, and on to the queue it has gone to.</summary>
    /// <param name="http">The request.</param>
    /// <param name="queue">The queue by which the contact came in, or one that it went through.</param>
    /// <param name="message">The command or query.</param>
    /// <param name="asGiven">As in <see cref="SendAsync{TAnswer}"/>.</param>
    /// <param name="within">How long to wait for each answer; null for the time after which a client gets 503.</param>
    /// <exception cref="ProblemException">The engine refused it.</exception>
    /// <exception cref="EngineUnavailableException">The engine does not answer.</exception>
    public async Task<ContactAnswer> SendAsync(HttpContext http, QueueId queue, IMessage message, ICommand? asGiven = null, TimeSpan? within = null)
    {
        return await FollowAsync(queue, hop => AskAsync(http, hop.Address, message, asGiven, within)) switch
        {
            ContactAnswer contact => contact,
            Refusal refusal => throw Problem.From(refusal).AsException(),
            ContactMovedAnswer => throw new EngineUnavailableException("The contact is being moved between queues."),
            _ => throw IdempotencyKey.Reused(),
        };
    }

    /// <summary>Sends a command without the key of the request, which stands for several commands.</summary>
    /// <returns>What the engine answers; a refusal too.</returns>
    public Task<IAnswer> SendUnkeyedAsync(HttpContext http, EntityAddress to, ICommand command) =>
        host.SendAsync(to, command, new Cause(Access.By(http.User)), http.RequestAborted);

    /// <summary>Sends a command about a contact without the key of the request, which stands for several commands, to the queue that has the contact.</summary>
    /// <returns>The contact; null where the engine refused the command, because the contact is done or unknown.</returns>
    public async Task<ContactAnswer?> TrySendUnkeyedAsync(HttpContext http, QueueId queue, IContactCommand command) =>
        await FollowAsync(queue, hop => SendUnkeyedAsync(http, hop.Address, command)) as ContactAnswer;

    /// <summary>Whether there is such a queue.</summary>
    public async Task<bool> ExistsAsync(HttpContext http, QueueId queue) =>
        await AskAsync(http, queue.Address, new GetQueue(Skip: 0, Take: 0)) is QueueAnswer;

    /// <summary>Asks a queue about a contact, and then the queues that the contact has gone on to.</summary>
    /// <returns>The answer of the last of them; that it has moved on, where it moves faster than it can be followed.</returns>
    private static async Task<IAnswer> FollowAsync(QueueId queue, Func<QueueId, Task<IAnswer>> ask)
    {
        var answer = await ask(queue);
        for (var hops = 0; hops < MaxHops && answer is ContactMovedAnswer moved; hops++)
            answer = await ask(moved.QueueId);
        return answer;
    }

    private async Task<IAnswer> AskAsync(HttpContext http, EntityAddress to, IMessage message, ICommand? asGiven = null, TimeSpan? within = null)
    {
        var commandId = message is ICommand ? IdempotencyKey.Of(http) : null;
        var hash = commandId is null || asGiven is null ? null : CommandHash.Of(to, asGiven);
        using var timeout = new CancellationTokenSource(within ?? ResponseTimeout, clock);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, timeout.Token);
        try
        {
            var cause = new Cause(Access.By(http.User), commandId, hash, message is IAgentCommand ? Access.ViaOf(http.User) : null);
            var answer = await host.SendAsync(to, message, cause, waiting.Token);
            return answer is Refusal { Code: Refusal.KeyReusedCode } ? throw IdempotencyKey.Reused() : answer;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new EngineUnavailableException("The engine did not answer in time. Try again with the same Idempotency-Key.");
        }
    }
}
