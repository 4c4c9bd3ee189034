using System.Diagnostics;
using Npgsql;

namespace MyAgent.Engine.TestSupport;

/// <summary>A PostgreSQL server of its own, on a free loopback port and with its files and socket in a temporary directory. It ends with this
/// process, also when that is killed: the shell that runs it waits for the end of a pipe.</summary>
public sealed class PostgresServer
{
    /// <summary>Creates a database cluster, runs the server, writes its directory when it is ready, and stops it by its id at the end of standard input.</summary>
    private const string Keeper = """
        set -e
        home=$(mktemp -d /tmp/myagent-postgres-XXXXXX)
        server=
        trap 'if [ -n "$server" ]; then kill -INT $server; wait $server || true; fi; rm -rf "$home"' EXIT
        "$1/initdb" -D "$home/data" -A trust -U myagent -E UTF8 --locale=C --no-sync > "$home/log"
        "$1/postgres" -D "$home/data" -h 127.0.0.1 -p "$2" -k "$home" -c fsync="$3" -c max_connections=300 >> "$home/log" 2>&1 < /dev/null &
        server=$!
        until "$1/pg_isready" -q -h 127.0.0.1 -p "$2"; do kill -0 $server; sleep 0.1; done
        echo "$home"
        cat > /dev/null
        """;

    private static readonly Lazy<PostgresServer> ForTests = new(() => Start(fsync: false));

    private readonly string _server;
    private readonly string _bySocket;
    private int _databases;

    private PostgresServer(int port, string home) =>
        (_server, _bySocket) = ($"Host=127.0.0.1;Port={port};Username=myagent", $"Host={home};Port={port};Username=myagent");

    /// <summary>Whether a server can be started on this machine.</summary>
    public static bool IsInstalled => Binaries() is not null;

    /// <summary>The one that the tests of this process share.</summary>
    public static PostgresServer Shared => ForTests.Value;

    /// <summary>Starts one.</summary>
    /// <param name="fsync">Whether what it has committed would survive a failure of the machine.</param>
    public static PostgresServer Start(bool fsync)
    {
        var binaries = Binaries() ?? throw new InvalidOperationException("No PostgreSQL server is installed.");
        var port = Ports.Take();
        string[] keeper = ["sh", "-c", Keeper, "sh", binaries, port.ToString(), fsync ? "on" : "off"];
        if (Environment.UserName == "root")
        {
            // PostgreSQL refuses to run as root; its package has made a user for it.
            keeper = ["runuser", "-u", "postgres", "--", .. keeper];
        }
        var process = Process.Start(new ProcessStartInfo(keeper[0], keeper[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/tmp",
        })!;
        var home = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The PostgreSQL server did not start.");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            process.StandardInput.Close();
            process.WaitForExit();
        };
        return new PostgresServer(port, home);
    }

    /// <summary>Makes an empty database.</summary>
    /// <param name="bySocket">Whether it is to be reached by the server's Unix socket, which needs no network.</param>
    /// <returns>How it is reached.</returns>
    public string NewDatabase(bool bySocket = false)
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        Execute($"{_server};Database=postgres;Pooling=false", $"CREATE DATABASE {name}");
        return $"{(bySocket ? _bySocket : _server)};Database={name}";
    }

    /// <summary>Runs a statement.</summary>
    public static void Execute(string connection, string sql)
    {
        using var opened = new NpgsqlConnection($"{connection};Pooling=false");
        opened.Open();
        using var command = new NpgsqlCommand(sql, opened);
        command.ExecuteNonQuery();
    }

    /// <summary>Where <c>postgres</c> and <c>initdb</c> are: the newest of those that Debian installs side by side, or on the path.</summary>
    private static string? Binaries()
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => int.TryParse(Path.GetFileName(path), out var version) ? version : 0)
                .Select(path => Path.Combine(path, "bin"))
            : [];
        return debian.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(path => File.Exists(Path.Combine(path, "initdb")) && File.Exists(Path.Combine(path, "postgres")));
    }
}
