using MyAgent.Engine.Service.Api;
using MyAgent.Engine.Service.Api.Health;
using MyAgent.Engine.Service.Telemetry;
using OpenTelemetry.Metrics;

namespace MyAgent.Engine.Service.Hosting;

/// <summary>Serves health and metrics at addresses of its own, from before the engine opens until the process ends. It limits its connections
/// by itself, so that API clients cannot block it.</summary>
internal sealed class HealthServer : IAsyncDisposable
{
    private const int MaxConnections = 200;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>The health of an engine that is not open yet.</summary>
    public static readonly IHealthSource Starting = new NotReadySource(() => "The engine is starting.");

    private volatile IHealthSource _source = Starting;

    /// <summary>Makes a server that has not been started yet.</summary>
    /// <param name="urls">Where it listens, separated by semicolons.</param>
    /// <param name="metrics">What <c>/metrics</c> shows, without authentication; null for no such route.</param>
    public HealthServer(string urls, MeterProvider? metrics = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Limits.KeepAliveTimeout = kestrel.Limits.RequestHeadersTimeout = Timeout;
        });
        builder.WebHost.UseUrls(urls);
        builder.UseEngineLogging();
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        Server = builder.Build();
        Server.UseSecurityHeaders();
        Server.UseProblemHandling();
        Server.MapHealth(() => _source);
        if (metrics is not null)
            Server.MapOpenMetrics(metrics);
    }

    /// <summary>The server.</summary>
    public WebApplication Server { get; }

    /// <summary>Replaces the source of the answers.</summary>
    /// <param name="source">The new source.</param>
    public void SetSource(IHealthSource source) => _source = source;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
