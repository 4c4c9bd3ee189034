using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MyAgent.Engine.Service.Limits;

/// <summary>Limits the connections of the server, in total and by address, and closes those without a request.</summary>
/// <param name="limits">The bounds.</param>
/// <param name="proxies">The networks of the known proxies, which stand for many clients.</param>
/// <param name="clock">Measures how long a connection has been silent.</param>
internal sealed class ConnectionLimits(ServerLimits limits, IReadOnlyList<System.Net.IPNetwork> proxies, TimeProvider clock)
{
    private static readonly object Silence = new();

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _byAddress = new(StringComparer.Ordinal);
    private int _open;

    /// <summary>Counts the connections of an endpoint.</summary>
    public void Apply(ListenOptions endpoint) => endpoint.Use(next => connection => HandleAsync(next, connection));

    /// <summary>Marks the connection of a request as active.</summary>
    public static void MarkActive(HttpContext http)
    {
        if (http.Features.Get<IConnectionItemsFeature>()?.Items is { } items && items.TryGetValue(Silence, out var known) && known is SilentConnection silent)
            silent.IsOver = true;
    }

    private async Task HandleAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        var client = ClientAddress.PartitionOf(address);
        if (!TryEnter(client, IsProxy(address)))
        {
            connection.Abort(new ConnectionAbortedException("There are too many connections."));
            return;
        }
        try
        {
            var silent = new SilentConnection(connection, clock, TimeSpan.FromSeconds(limits.FirstRequestSeconds));
            connection.Items[Silence] = silent;
            connection.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(static state => ((SilentConnection)state).CloseIfTooLong(), silent);
            await next(connection);
        }
        finally
        {
            Leave(client);
        }
    }

    private bool IsProxy(IPAddress? address) =>
        address is not null && proxies.Any(proxy => proxy.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    private bool TryEnter(string client, bool isProxy)
    {
        lock (_gate)
        {
            var ofClient = _byAddress.GetValueOrDefault(client);
            if (_open >= limits.Connections || (!isProxy && ofClient >= limits.ConnectionsPerAddress))
                return false;
            _open++;
            _byAddress[client] = ofClient + 1;
            return true;
        }
    }

    private void Leave(string client)
    {
        lock (_gate)
        {
            _open--;
            if (--_byAddress[client] == 0)
                _byAddress.Remove(client);
        }
    }

    /// <summary>A connection from its beginning to its first request.</summary>
    private sealed class SilentConnection(ConnectionContext connection, TimeProvider clock, TimeSpan timeout)
    {
        private readonly long _since = clock.GetTimestamp();

        public bool IsOver { get; set; }

        public void CloseIfTooLong()
        {
            if (!IsOver && clock.GetElapsedTime(_since) > timeout)
                connection.Abort(new ConnectionAbortedException("No request has come."));
        }
    }
}
