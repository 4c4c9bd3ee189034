using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MyAgent.Engine.Akka;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Explanations;
using MyAgent.Engine.Projections.Metrics;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Service.Api;
using MyAgent.Engine.Service.Api.Agents;
using MyAgent.Engine.Service.Api.Callbacks;
using MyAgent.Engine.Service.Api.Callers;
using MyAgent.Engine.Service.Api.Endpoints;
using MyAgent.Engine.Service.Api.Cluster;
using MyAgent.Engine.Service.Api.Configuration;
using MyAgent.Engine.Service.Api.Connectors;
using MyAgent.Engine.Service.Api.Contacts;
using MyAgent.Engine.Service.Api.Events;
using MyAgent.Engine.Service.Api.Health;
using MyAgent.Engine.Service.Api.OpenApi;
using MyAgent.Engine.Service.Api.Queues;
using MyAgent.Engine.Service.Api.Reports;
using MyAgent.Engine.Service.Api.Tokens;
using MyAgent.Engine.Service.Api.VoiceMessages;
using MyAgent.Engine.Service.Limits;
using MyAgent.Engine.Service.Pages;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Telemetry;
using MyAgent.Engine.Storage.Projections;
using OpenTelemetry.Metrics;

namespace MyAgent.Engine.Service.Hosting;

/// <summary>Builds the web server: services, middleware and routes.</summary>
internal static class EngineServer
{
    /// <summary>How long the server waits for running requests when it stops.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Makes a server that has not been started yet.</summary>
    /// <param name="addEngine">Adds the engine to the services: it starts before all others, and stops after them.</param>
    /// <param name="urls">Where it listens, separated by semicolons.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="web">The web pages; default: without simulated callers and known proxies.</param>
    /// <param name="limits">The limits of clients; default: those of <see cref="ServerLimits"/>.</param>
    /// <param name="metrics">The metrics for <c>/metrics</c>, for supervisors and admins; default: no such route.</param>
    public static WebApplication Build(
        Action<WebApplicationBuilder> addEngine, string urls, TimeProvider clock, WebSettings? web = null, ServerLimits? limits = null, MeterProvider? metrics = null)
    {
        web ??= new WebSettings(DemoCallers: false);
        limits ??= new ServerLimits();
        var builder = NewBuilder(urls, new ConnectionLimits(limits, web.Proxies ?? [], clock));
        builder.Services.AddSingleton(clock);
        addEngine(builder);
        Add(builder.Services);
        builder.Services.AddSingleton(limits);
        builder.Services.AddRequestRates(limits, http => Access.TokenOf(http.User));
        var app = builder.Build();
        Map(app, web);
        if (metrics is not null)
            app.MapMetrics(metrics);
        return app;
    }

    /// <summary>Makes the server of a standby: it serves health and refuses all other calls.</summary>
    /// <param name="urls">Where it listens, separated by semicolons.</param>
    /// <param name="reason">The reason of the refusals.</param>
    public static WebApplication BuildStandby(string urls, Func<string> reason)
    {
        var builder = NewBuilder(urls, new ConnectionLimits(new ServerLimits(), [], TimeProvider.System));
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        var health = new NotReadySource(reason);
        var app = builder.Build();
        app.Use((http, next) =>
        {
            ConnectionLimits.MarkActive(http);
            return next(http);
        });
        app.UseSecurityHeaders();
        app.UseProblemHandling();
        app.MapHealth(() => health);
        app.MapFallback(Task (HttpContext _) => throw new EngineUnavailableException(reason()));
        return app;
    }

    private static WebApplicationBuilder NewBuilder(string urls, ConnectionLimits connections)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            Limit(kestrel);
            kestrel.ConfigureEndpointDefaults(connections.Apply);
        });
        builder.WebHost.UseUrls(urls);
        builder.UseEngineLogging();
        return builder;
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        RequestHeadLimits.Apply(kestrel.Limits);
        // The largest body there is, and a little more, so that a body that is too large is refused by its own route.
        kestrel.Limits.MaxRequestBodySize = VoiceMessageRoutes.MaxBytes + Body.MaxJsonBytes;
    }

    private static void Add(IServiceCollection services)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        services.AddSingleton<HealthReports>();
        services.AddHealthChecks().AddCheck<ProjectionsCheck>(ProjectionsCheck.Name, tags: [EngineHealthChecks.Ready]);
        services.AddSingleton<EngineCalls>();
        services.AddSingleton<EventFrames>();
        services.AddSingleton<ConnectorLeaseKeeper>();
        services.AddSingleton<AgentLeaseKeeper>();
        services.AddSecurity();
        AddViews(services);
        services.AddVoiceMessages();
        services.AddApiDocument();
    }

    private static void AddViews(IServiceCollection services)
    {
        services.AddSingleton(provider => new StoredProjections(provider.GetRequiredService<IProjectionStore>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Board>(provider => provider.GetRequiredService<StoredProjections>().Board);
        services.AddSingleton<ContactHistory>(provider => provider.GetRequiredService<Board>().Contacts);
        services.AddSingleton<StoredReports>();
        services.AddSingleton<IProjection>(provider => provider.GetRequiredService<StoredProjections>());
        AddMetrics(services);
        services.AddSingleton<JournalFollower>();
        services.AddHostedService<ProjectionWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<JournalFollower>());
        services.TryAddSingleton(new ContactRetentionSettings());
        services.AddHostedService<ContactRetention>();
        services.AddSingleton<ContactExplainer>();
        services.AddSingleton<ContactLookup>();
        services.AddSingleton<AgentView>();
        services.AddSingleton<StoredContacts>();
        services.AddSingleton<ContactSearches>();
    }

    /// <summary>After the other views, so that what they take is measured, and before the journal is followed.</summary>
    private static void AddMetrics(IServiceCollection services)
    {
        services.AddSingleton<QueueTags>();
        services.AddSingleton<ContactMetrics>();
        services.AddSingleton<BoardMetrics>();
        services.AddSingleton<ProjectionMetrics>();
        services.AddSingleton<ServiceMetrics>();
        services.AddSingleton<RefusedSignIns>();
        services.AddSingleton<IProjection>(provider => provider.GetRequiredService<ContactMetrics>());
        services.AddSingleton<IProjection>(provider => provider.GetRequiredService<ProjectionMetrics>());
        services.AddHostedService<MetricsStart>();
    }

    private static void Map(WebApplication app, WebSettings web)
    {
        app.UseKnownProxies(web.Proxies ?? []);
        app.Use((http, next) =>
        {
            ConnectionLimits.MarkActive(http);
            return next(http);
        });
        app.UseSecurityHeaders();
        app.UseProblemHandling();
        app.UseRequestHeadLimits();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseSessionProof();
        app.MapHealth(app.Services.GetRequiredService<HealthReports>);
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapDocs();
        var v1 = app.MapGroup("/v1");
        v1.RequireKnownParameters();
        v1.AddEndpointFilter(async (call, next) =>
        {
            await call.HttpContext.RequestServices.GetRequiredService<AgentLeaseKeeper>().OnRequestAsync(call.HttpContext);
            return await next(call);
        });
        v1.MapQueues();
        v1.MapCallbackWindows();
        v1.MapAgents();
        v1.MapColleagues();
        v1.MapDestinations();
        v1.MapCallers();
        v1.MapConfiguration();
        v1.MapEndpoints();
        v1.MapContacts();
        v1.MapVoiceMessages();
        v1.MapContactList();
        v1.MapConnectors();
        v1.MapCallbacks();
        v1.MapEvents();
        v1.MapReports();
        v1.MapTokens();
        v1.MapOperators();
        app.MapVoiceMessageLinks();
        app.MapSession(web);
        app.MapWebPages(web);
    }
}
