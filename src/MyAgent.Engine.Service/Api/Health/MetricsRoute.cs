using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Telemetry;
using OpenTelemetry.Metrics;

namespace MyAgent.Engine.Service.Api.Health;

/// <summary><c>/metrics</c>: everything that is measured, in Prometheus' text format. At an address of its own (<c>--health-urls</c>) it is open, as health is; at the
/// API's address a supervisor's or an admin's token is needed, because it shows what goes on in every queue.</summary>
internal static class MetricsRoute
{
    /// <summary>Adds the route without authentication.</summary>
    /// <param name="app">The server.</param>
    /// <param name="metrics">What is measured.</param>
    public static void MapOpenMetrics(this WebApplication app, MeterProvider metrics) => Map(app, metrics);

    /// <summary>Adds the route for supervisors and admins.</summary>
    /// <param name="app">The server.</param>
    /// <param name="metrics">What is measured.</param>
    public static void MapMetrics(this WebApplication app, MeterProvider metrics) => Map(app, metrics).RequireAuthorization(AccessPolicy.Supervisors);

    private static IEndpointConventionBuilder Map(WebApplication app, MeterProvider metrics)
    {
        var scraping = ((IApplicationBuilder)app).New();
        scraping.UseOpenTelemetryPrometheusScrapingEndpoint(metrics, predicate: _ => true, path: null, configureBranchedPipeline: null, optionsName: null);
        return app.MapGet(TelemetryExport.MetricsPath, scraping.Build()).ExcludeFromDescription();
    }
}
