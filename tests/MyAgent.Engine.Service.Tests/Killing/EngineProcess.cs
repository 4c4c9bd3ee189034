using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MyAgent.Engine.Service.Tests.Killing;

/// <summary>The real service as a process of its own, on a loopback port and a data folder that outlive it.</summary>
/// <param name="postgres">How PostgreSQL is reached, where the journal is there; null for SQLite.</param>
/// <param name="demoCallers">Whether the page of the simulated caller is served.</param>
public sealed class EngineProcess(string? postgres = null, bool demoCallers = false) : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private Process? _process;

    /// <summary>Where the data is.</summary>
    public string Data { get; } = Directory.CreateTempSubdirectory("myagent-kill-").FullName;

    /// <summary>The service's address: the same after each start.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    /// <summary>A client that holds the admin token.</summary>
    public HttpClient NewClient()
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(10) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", File.ReadAllText(Path.Combine(Data, "admin.token")).Trim());
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
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "myagent.dll"), "serve", "--data", Data, "--urls", Address.ToString() },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (postgres is not null)
        {
            start.ArgumentList.Add("--journal");
            start.ArgumentList.Add("postgres");
            start.Environment["MYAGENT_CONNECTION"] = postgres;
        }
        if (demoCallers)
            start.ArgumentList.Add("--demo-callers");
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        var errors = _process.StandardError.ReadToEndAsync();
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
