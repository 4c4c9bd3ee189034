using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Benchmarks.Latency;

/// <summary>The service as a process of its own on a loopback port.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServerProcess(Process process, HttpClient client) => (_process, Client) = (process, client);

    /// <summary>A client with the admin token.</summary>
    public HttpClient Client { get; }

    /// <summary>How much processor time it has had.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it on a data folder and waits until it is ready.</summary>
    /// <param name="data">The data folder.</param>
    public static async Task<ServerProcess> StartAsync(string data)
    {
        var address = new Uri($"http://127.0.0.1:{Ports.Take()}");
        var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "myagent.dll"), "serve", "--data", data, "--urls", address.ToString() },
            RedirectStandardOutput = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var client = new HttpClient { BaseAddress = address };
        await UntilReadyAsync(process, client);
        var token = await File.ReadAllTextAsync(Path.Combine(data, "admin.token"));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        return new ServerProcess(process, client);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task UntilReadyAsync(Process process, HttpClient client)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < StartLimit && !process.HasExited; await Task.Delay(50))
        {
            try
            {
                if ((await client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
        throw new InvalidOperationException("The service did not become ready.");
    }
}
