using System.Diagnostics;

namespace MyAgent.Engine.Service.Tests.CrashRecovery;

/// <summary>Network namespaces on this machine, each with a cable to a common bridge that can be pulled.</summary>
public sealed class SeparateNetworks : IDisposable
{
    // By chance, so that the networks of a run that was killed, or of another that goes on at the same time, are not in the way.
    private readonly string _name = $"my{Random.Shared.Next(1_000_000)}";
    private readonly string _network = $"10.{Random.Shared.Next(64, 128)}.{Random.Shared.Next(256)}";
    private readonly int _count;

    public SeparateNetworks(int count)
    {
        _count = count;
        try
        {
            Ip($"link add {_name} type bridge");
            Ip($"addr add {_network}.1/24 dev {_name}");
            Ip($"link set {_name} up");
            for (var number = 0; number < count; number++)
            {
                Ip($"netns add {Namespace(number)}");
                Ip($"link add {_name}v{number} type veth peer name eth0 netns {Namespace(number)}");
                Ip($"link set {_name}v{number} master {_name} up");
                Ip($"-n {Namespace(number)} addr add {Address(number)}/24 dev eth0");
                Ip($"-n {Namespace(number)} link set eth0 up");
                Ip($"-n {Namespace(number)} link set lo up");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The namespace's name.</summary>
    public string Namespace(int number) => $"{_name}n{number}";

    /// <summary>The namespace's address.</summary>
    public string Address(int number) => $"{_network}.{11 + number}";

    /// <summary>Pulls the cable: packets are dropped without an error.</summary>
    public void Cut(int number) => Ip($"link set {_name}v{number} nomaster");

    public void Dispose()
    {
        for (var number = 0; number < _count; number++)
        {
            TryIp($"link del {_name}v{number}");
            TryIp($"netns del {Namespace(number)}");
        }
        TryIp($"link del {_name}");
    }

    private static void Ip(string command)
    {
        if (TryIp(command) is { Length: > 0 } refusal)
            throw new InvalidOperationException($"ip {command}: {refusal}");
    }

    private static string TryIp(string command)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", command.Split(' ')) { RedirectStandardError = true })!;
        var refusal = ip.StandardError.ReadToEnd();
        ip.WaitForExit();
        return ip.ExitCode == 0 ? "" : refusal + $" (exit code {ip.ExitCode})";
    }
}
