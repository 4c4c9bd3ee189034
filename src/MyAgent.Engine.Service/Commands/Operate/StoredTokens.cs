using MyAgent.Engine.Service.Api;
using MyAgent.Engine.Service.Api.Tokens;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Commands.Operate;

/// <summary>Token administration in the database of an engine that does not run.</summary>
internal sealed class StoredTokens : ITokenAdministration
{
    private readonly OfflineAccessTokens _store;
    private readonly AccessTokens _tokens;

    private StoredTokens(OfflineAccessTokens store) => (_store, _tokens) = (store, new AccessTokens(store, TimeProvider.System));

    /// <summary>Reads the tokens; disposing of the result closes <paramref name="store"/>.</summary>
    public static async Task<StoredTokens> OpenAsync(OfflineAccessTokens store, CancellationToken cancel)
    {
        var opened = new StoredTokens(store);
        await opened._tokens.LoadAsync(cancel);
        return opened;
    }

    /// <inheritdoc/>
    public async Task<NewTokenResponse> CreateAsync(Role role, string? agent, IReadOnlyList<string>? queues, bool agents, CancellationToken cancel)
    {
        Check(role, agent, queues, agents);
        var (token, text) = await _tokens.CreateAsync(role, agent, cancel, queues, agents);
        return new NewTokenResponse(token.Id, role, token.Agent, token.Queues, token.Agents, text);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TokenResponse>> ListAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<TokenResponse>>([.. _tokens.List().Select(TokenResponse.Of)]);

    /// <inheritdoc/>
    public async Task RevokeAsync(string id, CancellationToken cancel)
    {
        if (!await _tokens.RevokeAsync(id, cancel))
            throw new CommandFailedException(ExitCode.NotFound, "unknownToken", $"There is no token '{id}'.");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Check(Role role, string? agent, IReadOnlyList<string>? queues, bool agents)
    {
        try
        {
            if (agent is not null)
                Input.Agent(agent, "--agent");
            var body = new TokenBody { Role = role, Queues = queues, Agents = agents };
            body.ToQueues();
            body.ToAgents();
        }
        catch (ProblemException bad)
        {
            throw new WrongCallException(bad.Message);
        }
    }
}
