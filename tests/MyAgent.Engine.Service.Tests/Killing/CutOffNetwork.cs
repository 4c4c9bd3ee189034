using System.Diagnostics;
using MyAgent.Engine.Embedded.Tests;

namespace MyAgent.Engine.Service.Tests.Killing;

/// <summary>A network namespace with two lines to this machine's own: one for the cluster, which can be cut, and one for clients, which
/// stays. It takes root, and is removed at the end.</summary>
public sealed class CutOffNetwork : IDisposable
{
    private static readonly Lazy<bool> Possible = new(TryOne);

    private readonly string _name = $"ma{Random.Shared.Next(0x1000000):x6}";
    private readonly string _subnet = $"10.{Random.Shared.Next(200, 255)}.{Random.Shared.Next(1, 255)}";

    public CutOffNetwork()
    {
        Ip($"netns add {_name}");
        try
        {
            Ip($"-n {_name} link set lo up");
            AddLine("c", inner: Inside, outer: Outside);
            AddLine("h", inner: ForClients, outer: $"{_subnet}.5");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether this process may make one.</summary>
    public static bool IsPossible => Possible.Value;

    /// <summary>This machine's address on the cluster's line.</summary>
    public string Outside => $"{_subnet}.1";

    /// <summary>The address of the other side on the cluster's line.</summary>
    public string Inside => $"{_subnet}.2";

    /// <summary>Where clients reach the other side, also when the cluster's line is cut.</summary>
    public string ForClients => $"{_subnet}.6";

    /// <summary>The command that runs another one within.</summary>
    public IReadOnlyList<string> Within => ["ip", "netns", "exec", _name];

    /// <summary>Cuts the cluster's line: whatever is sent over it from now on is lost.</summary>
    public void Cut() => Ip($"-n {_name} link set {_name}c1 down");

    /// <inheritdoc/>
    public void Dispose() => Ip($"netns del {_name}");

    private void AddLine(string line, string inner, string outer)
    {
        Ip($"link add {_name}{line}0 type veth peer name {_name}{line}1 netns {_name}");
        Ip($"addr add {outer}/30 dev {_name}{line}0");
        Ip($"-n {_name} addr add {inner}/30 dev {_name}{line}1");
        Ip($"link set {_name}{line}0 up");
        Ip($"-n {_name} link set {_name}{line}1 up");
    }

    private static bool TryOne()
    {
        try
        {
            new CutOffNetwork().Dispose();
            return true;
        }
        catch (Exception none) when (none is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static void Ip(string arguments)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        var errors = ip.StandardError.ReadToEnd();
        ip.WaitForExit();
        if (ip.ExitCode != 0)
            throw new InvalidOperationException($"ip {arguments}: {errors}");
    }
}

/// <summary>A test that cuts a node off; left out where no network can be made or no PostgreSQL server is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CutOffFactAttribute : FactAttribute
{
    public CutOffFactAttribute() => Skip = (PostgresServer.IsInstalled, CutOffNetwork.IsPossible) switch
    {
        (false, _) => "No PostgreSQL server is installed.",
        (_, false) => "This process may not make a network namespace.",
        _ => null,
    };
}
