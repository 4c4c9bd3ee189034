using MyAgent.Engine.Service.Api.Tokens;
using MyAgent.Engine.Service.Client;

namespace MyAgent.Engine.Service.Demo;

/// <summary>The clients through which the demonstration uses an engine, each with a token of its own.</summary>
internal sealed class DemoClients : IDisposable
{
    private readonly List<ApiClient> _clients = [];

    /// <summary>Creates the admin's client.</summary>
    /// <param name="address">The address of the engine's API.</param>
    /// <param name="adminToken">An admin's token.</param>
    public DemoClients(Uri address, string adminToken)
    {
        Address = address;
        Admin = Add(adminToken);
    }

    /// <summary>The address of the engine's API.</summary>
    public Uri Address { get; }

    /// <summary>The admin's client.</summary>
    public ApiClient Admin { get; }

    /// <summary>Creates a token and a client that presents it.</summary>
    /// <param name="role">The token's role.</param>
    /// <param name="agent">The agent that the token is bound to; null for other roles.</param>
    /// <param name="cancel">Cancels the request.</param>
    public async Task<ApiClient> CreateAsync(string role, string? agent, CancellationToken cancel) =>
        Add((await Admin.PostAsync<NewTokenResponse>("tokens", new { role, agent }, cancel)).Token);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
    }

    private ApiClient Add(string token)
    {
        var client = new ApiClient(Address, token);
        _clients.Add(client);
        return client;
    }
}
