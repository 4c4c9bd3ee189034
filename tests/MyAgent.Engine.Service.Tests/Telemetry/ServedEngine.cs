using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;

namespace MyAgent.Engine.Service.Tests.Telemetry;

/// <summary><c>myagent serve</c> as a process of its own, so that what it measures is its own too, on a port that it chooses.</summary>
internal sealed class ServedEngine : IAsyncDisposable
{
    private const string Listening = "Listening on ";

    private readonly Process _process;
    private readonly string _data;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServedEngine(IReadOnlyDictionary<string, string> environment, Action<string>? prepare, IReadOnlyList<string> options)
    {
        _data = Directory.CreateTempSubdirectory("myagent-telemetry-").FullName;
        prepare?.Invoke(Path.Combine(_data, "engine.db"));
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "myagent.dll"), "serve", "--data", _data, "--urls", "http://127.0.0.1:0", .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _data,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith(Listening, StringComparison.Ordinal) == true)
                _address.TrySetResult(new Uri(line.Data[Listening.Length..]));
        };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } said)
                _log.Enqueue(said);
        };
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The service has ended: {string.Join('\n', _log)}"));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>A client with the admin token.</summary>
    public HttpClient Admin { get; private set; } = null!;

    /// <summary>What it has logged.</summary>
    public IReadOnlyList<string> Log => [.. _log];

    /// <summary>Starts one.</summary>
    /// <param name="environment">What is set in its environment.</param>
    public static Task<ServedEngine> StartAsync(params (string Name, string Value)[] environment) => StartAsync(prepare: null, options: [], environment);

    /// <summary>Starts one on a journal that is there.</summary>
    /// <param name="prepare">Puts a journal to the path that it is given; null for an empty one.</param>
    /// <param name="options">Further options of <c>serve</c>.</param>
    /// <param name="environment">What is set in its environment.</param>
    public static async Task<ServedEngine> StartAsync(Action<string>? prepare, IReadOnlyList<string> options, params (string Name, string Value)[] environment)
    {
        var engine = new ServedEngine(environment.ToDictionary(each => each.Name, each => each.Value), prepare, options);
        var address = await engine._address.Task.WaitAsync(TimeSpan.FromMinutes(3));
        engine.Admin = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
        var token = environment.FirstOrDefault(each => each.Name == "MYAGENT_ADMIN_TOKEN").Value ?? await File.ReadAllTextAsync(Path.Combine(engine._data, "admin.token"));
        engine.Admin.DefaultRequestHeaders.Authorization = new("Bearer", token.Trim());
        return engine;
    }

    /// <summary>Waits until its log has a line with <paramref name="text"/>: lines of two categories reach the log in any order.</summary>
    public Task SaysAsync(string text) => Eventually.TrueAsync(() => _log.Any(line => line.Contains(text, StringComparison.Ordinal)));

    /// <summary>Puts something, which must be taken.</summary>
    public async Task PutAsync(string path, object body) => (await Admin.PutAsJsonAsync("/v1/" + path, body)).EnsureSuccessStatusCode();

    /// <summary>Posts something, which must be taken.</summary>
    public async Task PostAsync(string path, object? body = null) => (await TryPostAsync(path, body)).EnsureSuccessStatusCode();

    /// <summary>Posts something.</summary>
    public Task<HttpResponseMessage> TryPostAsync(string path, object? body = null) => Admin.PostAsJsonAsync("/v1/" + path, body ?? new { });

    /// <summary>Waits until an agent has a contact offered, and accepts it.</summary>
    public async Task AcceptAsync(string agent)
    {
        string? offer = null;
        await Eventually.TrueAsync(async () =>
        {
            var answer = await Admin.GetFromJsonAsync<System.Text.Json.JsonElement>($"/v1/agents/{agent}");
            var offered = answer.GetProperty("offer");
            offer = offered.ValueKind == System.Text.Json.JsonValueKind.Object ? offered.GetProperty("offerId").GetString() : null;
            return offer is not null;
        });
        await PostAsync($"agents/{agent}/accept", new { offerId = offer });
    }

    /// <summary>Tells it to stop, so that it sends what it has not sent yet.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
