using MyAgent.Engine.Service.Api.Tokens;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Commands.Operate;

/// <summary>Token administration by the API of a running engine.</summary>
internal sealed class ServerTokens(ApiClient client) : ITokenAdministration
{
    /// <inheritdoc/>
    public Task<NewTokenResponse> CreateAsync(Role role, string? agent, IReadOnlyList<string>? queues, bool agents, CancellationToken cancel) =>
        client.PostAsync<NewTokenResponse>("tokens", new { role, agent, queues, agents }, cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TokenResponse>> ListAsync(CancellationToken cancel) =>
        await client.GetAsync<List<TokenResponse>>("tokens", cancel);

    /// <inheritdoc/>
    public Task RevokeAsync(string id, CancellationToken cancel) => client.DeleteAsync($"tokens/{Uri.EscapeDataString(id)}", cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
