using System.Collections.Concurrent;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Agents;

/// <summary>Tells an agent that has a lease that it is heard of: by each request with its token, by each command of its telephone, and while its stream of events is open
/// (rule 30).</summary>
/// <param name="engine">The engine.</param>
/// <param name="board">Knows which agents have a lease, and who is absent.</param>
/// <param name="clock">Measures the time between two renewals.</param>
internal sealed class AgentLeaseKeeper(IEngineHost engine, Board board, TimeProvider clock)
{
    /// <summary>Requests in so short a time renew the lease once: the shortest lease is five times as long.</summary>
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(2);

    /// <summary>A request does not wait longer for its agent to be told.</summary>
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<AgentId, long> _renewed = [];

    /// <summary>A request comes in: from an agent, or for an agent from a connector that speaks for its telephone (rule 31).</summary>
    public async Task OnRequestAsync(HttpContext http)
    {
        var agent = Access.AgentOf(http.User)
            ?? (Access.SpeaksForTelephones(http.User) && HttpMethods.IsPost(http.Request.Method) ? http.GetRouteValue("agentId") as string : null);
        if (agent is not null)
            await RenewAsync(new AgentId(agent), Access.By(http.User), http.RequestAborted);
    }

    /// <summary>Renews while the stream is open.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="by">Who it is, for the journal.</param>
    /// <param name="cancel">Ends it: the stream is over.</param>
    public async Task RunAsync(AgentId agent, string? by, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                await RenewAsync(agent, by, cancel);
                await Task.Delay(RenewalInterval, clock, cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The stream is over.
        }
    }

    /// <summary>While the engine does not answer, the agent cannot be told: what the request itself is answered says so.</summary>
    private async Task RenewAsync(AgentId agent, string? by, CancellationToken cancel)
    {
        if (board.Agent(agent) is not { Settings.LeaseSeconds: not null } known)
            return;
        if (!known.IsAbsent && _renewed.TryGetValue(agent, out var last) && clock.GetElapsedTime(last) < RenewalInterval)
            return;
        _renewed[agent] = clock.GetTimestamp();
        using var timeout = new CancellationTokenSource(ResponseTimeout, clock);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            await engine.SendAsync(agent.Address, new KeepAgentAlive(), new Cause(by), waiting.Token);
        }
        catch (EngineUnavailableException)
        {
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
        }
    }
}
