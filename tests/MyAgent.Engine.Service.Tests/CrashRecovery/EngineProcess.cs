using System.Diagnostics;
using System.Net;

namespace MyAgent.Engine.Service.Tests.CrashRecovery;

/// <summary>The real service as a process of its own, on a loopback port and a data folder that outlive it.</summary>
/// <param name="postgres">How PostgreSQL is reached, where the journal is there; null for SQLite.</param>
/// <param name="place">The service's place in a cluster; null where it is no node of one.</param>
/// <param name="demoCallers">Whether the page of the simulated caller is served.</param>
/// <param name="plugin">What writes the journal; null for what writes it where nothing is said.</param>
public sealed class EngineProcess(string? postgres = null, ClusterPlace? place = null, bool demoCallers = false, string? plugin = null) : IDisposable
{
    /// <summary>How long is waited before something that starts is asked again.</summary>
    internal static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private Process? _process;
    private Task<string>? _errors;

    /// <summary>Where the data is.</summary>
    public string Data { get; } = Directory.CreateTempSubdirectory("myagent-kill-").FullName;

    /// <summary>The service's address: the same after each start.</summary>
    public Uri Address { get; } = new($"http://{place?.Host ?? "127.0.0.1"}:{Ports.Take()}");

    /// <summary>A client that holds the admin token.</summary>
    public HttpClient NewClient()
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
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
        string[] program = place?.Network is { } network ? ["ip", "netns", "exec", network, "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(program[0],
            [.. program[1..], Path.Combine(AppContext.BaseDirectory, "myagent.dll"), "serve", "--data", Data, "--urls", Address.ToString()])
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
            start.ArgumentList.Add("cluster");
            start.Environment["MYAGENT_CLUSTER_PORT"] = $"{place.Port}";
            start.Environment["MYAGENT_CLUSTER_HOST"] = start.Environment["MYAGENT_CLUSTER_BIND"] = place.Host;
            start.Environment["MYAGENT_SEED_NODES"] = string.Join(',', place.Seeds.Select(seed => $"akka.tcp://myagent@{seed}"));
            start.Environment["MYAGENT_ADMIN_TOKEN"] = ClusterPlace.AdminToken;
        }
        if (demoCallers)
            start.ArgumentList.Add("--demo-callers");
        if (plugin is not null)
        {
            start.ArgumentList.Add("--journal-plugin");
            start.ArgumentList.Add(plugin);
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
                await Task.Delay(RetryInterval);
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
    /// <returns>Its exit code, and what it said of it.</returns>
    public async Task<(int Code, string Errors)> EndAsync(CancellationToken cancel)
    {
        await _process!.WaitForExitAsync(cancel);
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return (code, await _errors!);
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
}

/// <summary>A place in a cluster on this machine.</summary>
/// <param name="Port">Where the node listens for the others.</param>
/// <param name="Seeds">Where those listen whom a node asks first: address and port.</param>
/// <param name="Host">The node's address.</param>
/// <param name="Network">The network namespace it lives in; null for that of this process.</param>
public sealed record ClusterPlace(int Port, IReadOnlyList<string> Seeds, string Host = "127.0.0.1", string? Network = null)
{
    /// <summary>Creates a token that is valid at every node.</summary>
    public const string AdminToken = "the-admin-token-of-all-nodes";
}
