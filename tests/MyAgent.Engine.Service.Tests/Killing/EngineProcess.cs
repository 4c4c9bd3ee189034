using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MyAgent.Engine.Service.Tests.Killing;

/// <summary>The real service as a process of its own, on a loopback port and a data folder that outlive it.</summary>
/// <param name="postgres">How PostgreSQL is reached, where the journal is there; null for SQLite.</param>
/// <param name="place">The service's place in a cluster; null for the embedded host.</param>
public sealed class EngineProcess(string? postgres = null, ClusterPlace? place = null) : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private Process? _process;
    private Task<string>? _errors;

    /// <summary>Where the data is.</summary>
    public string Data { get; } = Directory.CreateTempSubdirectory("myagent-kill-").FullName;

    /// <summary>The service's address: the same after each start.</summary>
    public Uri Address { get; } = new($"http://{place?.HttpHost ?? ClusterPlace.Loopback}:{FreePort()}");

    /// <summary>A client that holds the admin token.</summary>
    public HttpClient NewClient()
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(10) };
        client.DefaultRequestHeaders.Authorization = new("Bearer",
            place is null ? File.ReadAllText(Path.Combine(Data, "admin.token")).Trim() : ClusterPlace.AdminToken);
        return client;
    }

    /// <summary>Starts the service and waits until it says that it is ready.</summary>
    public Task StartAsync() => StartAsync(until: "/health/ready");

    /// <summary>Starts the service and waits until it says that it is alive; another has the journal.</summary>
    public Task StartStandbyAsync() => StartAsync(until: "/health/live");

    /// <summary>Whether it says that it is ready, and the answer.</summary>
    public async Task<(bool Ready, string Answer)> AskReadyAsync(CancellationToken cancel = default)
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var answer = await client.GetAsync("/health/ready", cancel);
        return (answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancel));
    }

    private async Task StartAsync(string until)
    {
        string[] command = [.. place?.Within ?? [], "dotnet", Path.Combine(AppContext.BaseDirectory, "myagent.dll"), "serve", "--data", Data, "--urls", Address.ToString()];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (postgres is not null)
        {
            start.ArgumentList.Add("--journal");
            start.ArgumentList.Add("postgres");
            start.Environment["MYAGENT_CONNECTION"] = postgres;
        }
        if (place is not null)
        {
            start.ArgumentList.Add("--host");
            start.ArgumentList.Add("akka");
            start.Environment["MYAGENT_CLUSTER_PORT"] = $"{place.Port}";
            start.Environment["MYAGENT_CLUSTER_BIND"] = place.Host;
            start.Environment["MYAGENT_CLUSTER_HOST"] = place.Host;
            start.Environment["MYAGENT_SEED_NODES"] = string.Join(',', place.Seeds.Select(seed => $"akka.tcp://myagent@{place.SeedHost}:{seed}"));
            start.Environment["MYAGENT_ADMIN_TOKEN"] = ClusterPlace.AdminToken;
        }
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        var errors = _errors = _process.StandardError.ReadToEndAsync();
        using var client = new HttpClient { BaseAddress = Address };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < StartLimit;)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The service ended with {_process.ExitCode}: {await errors}");
            try
            {
                if ((await client.GetAsync(until)).StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Yield();
            }
        }
        throw new TimeoutException("The service did not become ready.");
    }

    /// <summary>Ends the process with SIGKILL: it has no chance to finish anything.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Tells the process to stop, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await SignalAsync("-TERM");
        await _process!.WaitForExitAsync();
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return code;
    }

    /// <summary>Waits until the process ends by itself.</summary>
    /// <returns>Its exit code, and what it said on its error output.</returns>
    public async Task<(int Code, string Errors)> EndedAsync(CancellationToken cancel)
    {
        await _process!.WaitForExitAsync(cancel);
        return (_process.ExitCode, await _errors!.WaitAsync(cancel));
    }

    /// <summary>Has the process sleep, as a machine does that is moved to another host, and what it does not notice itself.</summary>
    public Task SleepAsync() => SignalAsync("-STOP");

    /// <summary>Has it go on.</summary>
    public Task WakeAsync() => SignalAsync("-CONT");

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process!.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_process is { HasExited: false })
            _process.Kill();
        _process?.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    /// <summary>A port of the loopback interface that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A place in a cluster on this machine.</summary>
/// <param name="Port">Where the node listens for the others.</param>
/// <param name="Seeds">Where those listen whom a node asks first.</param>
public sealed record ClusterPlace(int Port, IReadOnlyList<int> Seeds)
{
    public const string Loopback = "127.0.0.1";

    /// <summary>Lets somebody in at every node.</summary>
    public const string AdminToken = "the-admin-token-of-all-nodes";

    /// <summary>The address at which the other nodes reach it.</summary>
    public string Host { get; init; } = Loopback;

    /// <summary>The address of those whom a node asks first.</summary>
    public string SeedHost { get; init; } = Loopback;

    /// <summary>The address at which it serves HTTP.</summary>
    public string HttpHost { get; init; } = Loopback;

    /// <summary>The command that runs it in a network of its own; empty for the machine's.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];
}
