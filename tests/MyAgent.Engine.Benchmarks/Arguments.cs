using MyAgent.Engine.Benchmarks.Durable;

namespace MyAgent.Engine.Benchmarks;

/// <summary>What the command line says.</summary>
/// <param name="Name">The benchmark.</param>
/// <param name="Json">Whether one JSON document is wanted in place of a table.</param>
/// <param name="Data">Where the databases go; null for the system's temporary folder.</param>
/// <param name="Postgres">Whether the journal is in PostgreSQL.</param>
/// <param name="Connection">How PostgreSQL is reached; null for a server of the benchmark's own.</param>
/// <param name="Hosts">The engines to compare; empty for solo.</param>
internal sealed record Arguments(string Name, bool Json, string? Data, bool Postgres, string? Connection, IReadOnlyList<string> Hosts)
{
    private static readonly string[] KnownHosts = [BenchmarkHosts.Solo, BenchmarkHosts.SoloSql, MeasuredEngine.Observed, BenchmarkHosts.ClusterNode];

    /// <summary>Reads the command line; null where it cannot be understood.</summary>
    public static Arguments? TryRead(string[] args)
    {
        if (args is not [var name, ..])
            return null;
        var arguments = new Arguments(name, Json: false, Data: null, Postgres: false, Connection: null, Hosts: []);
        for (var index = 1; index < args.Length; index++)
        {
            switch (args[index])
            {
                case "--json":
                    arguments = arguments with { Json = true };
                    break;
                case "--data" when index + 1 < args.Length:
                    arguments = arguments with { Data = args[++index] };
                    break;
                case "--journal" when index + 1 < args.Length && args[index + 1] is "sqlite" or "postgres":
                    arguments = arguments with { Postgres = args[++index] == "postgres" };
                    break;
                case "--connection" when index + 1 < args.Length:
                    arguments = arguments with { Connection = args[++index] };
                    break;
                case "--host" when index + 1 < args.Length && args[index + 1].Split(',').All(KnownHosts.Contains):
                    arguments = arguments with { Hosts = args[++index].Split(',') };
                    break;
                default:
                    return null;
            }
        }
        return arguments;
    }
}
