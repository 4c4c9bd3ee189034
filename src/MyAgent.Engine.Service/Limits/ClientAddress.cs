using System.Net;
using System.Net.Sockets;

namespace MyAgent.Engine.Service.Limits;

/// <summary>The address that counts as one client.</summary>
internal static class ClientAddress
{
    private const int PrefixBytes = 8;

    /// <summary>An IPv4 address, or the /64 of an IPv6 address: one subscriber has all of it.</summary>
    /// <param name="address">The address; null where the connection has none.</param>
    public static string PartitionOf(IPAddress? address)
    {
        if (address is null)
            return "local";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, PrefixBytes))
            : address.ToString();
    }

    /// <summary>The client that sent a request.</summary>
    public static string PartitionOf(HttpContext http) => PartitionOf(http.Connection.RemoteIpAddress);
}
