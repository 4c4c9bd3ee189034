using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace MyAgent.Engine.Service.Hosting;

/// <summary>The proxies in front of the server whose forwarded headers it trusts.</summary>
internal static class KnownProxies
{
    /// <summary>The environment variable that names them: addresses and networks, separated by commas.</summary>
    public const string Variable = "MYAGENT_KNOWN_PROXIES";

    /// <summary>Reads the value of <see cref="Variable"/>.</summary>
    /// <param name="given">The value; null or empty for none.</param>
    /// <returns>The networks, a single address as a network of one.</returns>
    /// <exception cref="FormatException">One of them is neither an address nor a network.</exception>
    public static IReadOnlyList<System.Net.IPNetwork> Read(string? given) =>
        [.. (given ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ReadOne)];

    /// <summary>Takes the client's address and scheme from <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c>, where a known proxy sent the
    /// request; from any other client, the server ignores these headers.</summary>
    public static void UseKnownProxies(this WebApplication app, IReadOnlyList<System.Net.IPNetwork> proxies)
    {
        if (proxies.Count == 0)
            return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownIPNetworks.Add(proxy);
        app.UseForwardedHeaders(options);
    }

    private static System.Net.IPNetwork ReadOne(string text)
    {
        if (IPAddress.TryParse(text, out var address))
            return new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8);
        return System.Net.IPNetwork.TryParse(text, out var network)
            ? network
            : throw new FormatException($"{Variable}: '{text}' is neither an address nor a network such as 10.0.0.0/8.");
    }
}
