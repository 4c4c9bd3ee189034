using MyAgent.Engine.Asterisk;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Commands.Telephony;

/// <summary>The connectors that run in the process of the engine. They use its HTTP API as others do, with tokens that end with the process.</summary>
internal sealed class OwnConnectors : IAsyncDisposable
{
    private readonly List<(AsteriskConnector Connector, HttpClient Http)> _running = [];

    /// <summary>Starts one for each Asterisk.</summary>
    /// <param name="asterisks">The Asterisks.</param>
    /// <param name="server">The server, which listens.</param>
    /// <param name="cancel">Ends the start.</param>
    public static async Task<OwnConnectors> StartAsync(IReadOnlyList<ConnectedAsterisk> asterisks, WebApplication server, CancellationToken cancel)
    {
        var connectors = new OwnConnectors();
        var log = server.Services.GetRequiredService<ILoggerFactory>().CreateLogger("MyAgent.Asterisk");
        foreach (var (settings, password) in asterisks)
        {
            var token = server.Services.GetRequiredService<AccessTokens>().CreateOwn(settings.Name, Role.Connector, agents: true);
            var http = ConnectedAsterisk.ClientOf(AddressOf(string.Join(';', server.Urls))!, token);
            var connector = new AsteriskConnector(settings, password, http, server.Services.GetRequiredService<TimeProvider>(), log);
            connectors._running.Add((connector, http));
            await connector.StartAsync(cancel);
        }
        return connectors;
    }

    /// <summary>Where this process reaches a server that listens on some addresses: the first one with http; null for none.</summary>
    public static Uri? AddressOf(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.TrimEntries))
        {
            var parsed = BindingAddress.Parse(url);
            if (parsed.Scheme != Uri.UriSchemeHttp)
                continue;
            var host = parsed.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : parsed.Host;
            return new Uri($"http://{host}:{parsed.Port}/");
        }
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var (connector, http) in _running)
        {
            await connector.StopAsync(CancellationToken.None);
            connector.Dispose();
            http.Dispose();
        }
    }
}
