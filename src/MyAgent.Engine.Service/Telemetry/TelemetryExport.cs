using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MyAgent.Engine.Service.Telemetry;

/// <summary>Exports telemetry: metrics for scraping; metrics, traces and logs by OTLP where the environment says where to
/// (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its kin). It lasts as long as the process, whatever the engine does meanwhile.</summary>
internal sealed class TelemetryExport : IDisposable
{
    /// <summary>The path at which the metrics are scraped.</summary>
    public const string MetricsPath = "/metrics";

    private const string OwnNames = "MyAgent.Engine.*";

    private static readonly ResourceBuilder Resource = ResourceBuilder.CreateDefault()
        .AddService("myagent", serviceVersion: Version, serviceInstanceId: Guid.NewGuid().ToString())
        .AddEnvironmentVariableDetector();

    private readonly TracerProvider? _traces;

    private TelemetryExport(MeterProvider metrics, TracerProvider? traces) => (Metrics, _traces) = (metrics, traces);

    /// <summary>The version of the program: <c>1.0.0+COMMIT</c>.</summary>
    public static string Version => typeof(TelemetryExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The metrics, for scraping.</summary>
    public MeterProvider Metrics { get; }

    /// <summary>Begins to collect.</summary>
    /// <param name="environment">Gives an environment variable's value; null for one that is not set.</param>
    /// <exception cref="FormatException">An endpoint in the environment is no address.</exception>
    public static TelemetryExport Start(Func<string, string?> environment)
    {
        var metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(Resource)
            .AddMeter(OwnNames)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime")
            .AddPrometheusExporter();
        if (OtlpSignal.Metrics.IsWanted(environment))
            metrics.AddOtlpExporter(otlp => OtlpSignal.Metrics.Apply(otlp, environment));
        return new TelemetryExport(metrics.Build(), OtlpSignal.Traces.IsWanted(environment) ? StartTraces(environment) : null);
    }

    /// <summary>Sends what is logged by OTLP too, where the environment says where to.</summary>
    /// <param name="logging">The logs.</param>
    /// <param name="environment">Gives an environment variable's value; null for one that is not set.</param>
    public static void SendLogs(ILoggingBuilder logging, Func<string, string?> environment)
    {
        if (!OtlpSignal.Logs.IsWanted(environment))
            return;
        logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.SetResourceBuilder(Resource).AddOtlpExporter(otlp => OtlpSignal.Logs.Apply(otlp, environment));
        });
    }

    /// <summary>Sends what has not been sent yet, for as long as the exporters wait at most, and ends.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        Metrics.Dispose();
    }

    private static TracerProvider StartTraces(Func<string, string?> environment) => Sdk.CreateTracerProviderBuilder()
        .SetResourceBuilder(Resource)
        .AddSource(OwnNames)
        .AddAspNetCoreInstrumentation(http =>
        {
            http.Filter = static context => !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments(MetricsPath);
            http.EnrichWithHttpRequest = static (span, request) => TracedRequest.Hide(span, request.Path);
        })
        .AddOtlpExporter(otlp => OtlpSignal.Traces.Apply(otlp, environment))
        .Build();
}
