using System.Data.Common;
using MyAgent.Engine.Akka;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Service.Api.Health;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Commands.Telephony;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Limits;
using MyAgent.Engine.Service.Pages;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Telemetry;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;
using OpenTelemetry.Metrics;

namespace MyAgent.Engine.Service.Commands.Serve;

/// <summary>Runs a server with the engine in it until the process is stopped, or until its cluster removes it. While another engine has the journal in
/// PostgreSQL, it stands by for it.</summary>
/// <param name="settings">How the server is to run.</param>
/// <param name="database">Where the journal is.</param>
/// <param name="isNode">Whether the engine is a node of a cluster.</param>
/// <param name="addEngine">Adds the engine to a server.</param>
internal sealed class ServerRunner(ServeSettings settings, IEngineDatabase database, bool isNode, Action<WebApplicationBuilder> addEngine)
{
    /// <summary>Runs it.</summary>
    /// <param name="cancel">Ends it, as a signal does.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        while (await OpenAsync(cancel) is { } server)
        {
            await using (server)
            {
                if (!await ServeAsync(server, cancel))
                    return ExitCode.Done;
                if (server.Services.GetRequiredService<IEngineStatus>().LeaveRequested)
                {
                    Console.WriteLine("This node has left its cluster on request of an operator.");
                    return ExitCode.Done;
                }
            }
            if (isNode)
            {
                await Console.Error.WriteLineAsync("This node is no longer part of its cluster, or has lost the journal to another engine.");
                return ExitCode.Failed;
            }
            Console.WriteLine("Another engine has taken over the journal.");
        }
        return ExitCode.Done;
    }

    /// <summary>Starts a server as soon as the journal is free; null if the process is stopped meanwhile.</summary>
    private async Task<WebApplication?> OpenAsync(CancellationToken cancel)
    {
        await using var standby = new Standby(database, settings.Urls, settings.Health);
        while (true)
        {
            var server = Build(standby);
            try
            {
                await ServerStart.StartAsync(server, settings.Urls, ServeCommand.UrlsOption, cancel);
                return server;
            }
            catch (Exception failure)
            {
                var told = cancel.IsCancellationRequested || server.Lifetime.ApplicationStopping.IsCancellationRequested;
                await server.DisposeAsync();
                if (failure is OperationCanceledException && told)
                    return null;
                if (!CanStandBy(failure, standby))
                    throw;
                if (!await standby.UntilFreeAsync(failure, cancel))
                    return null;
            }
        }
    }

    /// <summary>Another engine has the journal; or, while this one stands by, the database cannot be asked for it.</summary>
    private bool CanStandBy(Exception failure, Standby standby) =>
        !isNode && database is PostgresDatabase && (failure is JournalInUseException || (failure is DbException && standby.HasBegun));

    private WebApplication Build(Standby standby) => EngineServer.Build(
        builder =>
        {
            addEngine(builder);
            if (isNode)
                builder.Services.AddHostedService<AccessRefresher>();
            // Until the engine is open, it is the standby that answers at the addresses at which the server is about to listen.
            builder.Services.AddSingleton<IHostedService>(standby);
        },
        settings.Urls, TimeProvider.System, settings.Web, settings.Limits, settings.Health is null ? settings.Metrics : null);

    /// <summary>Serves until the process is stopped (false), or the engine has ended for good (true).</summary>
    private async Task<bool> ServeAsync(WebApplication server, CancellationToken cancel)
    {
        var engine = server.Services.GetRequiredService<IEngineStatus>();
        var stopping = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = server.Lifetime.ApplicationStopping.Register(() => stopping.TrySetResult(engine.Ended.IsCompleted));
        await using var cancelled = cancel.Register(() => stopping.TrySetResult(false));
        settings.Health?.SetSource(server.Services.GetRequiredService<HealthReports>());
        if (isNode)
            OperatorShell.Open(server.Services);
        StartLog.Write(
            server.Services.GetRequiredService<ILoggerFactory>().CreateLogger("MyAgent.Engine"), settings.Host, database.Name, string.Join(';', server.Urls),
            settings.HealthUrls, settings.Limits, settings.Retention);
        foreach (var url in server.Urls)
            Console.WriteLine($"Listening on {url}");
        await using (await OwnConnectors.StartAsync(settings.Asterisks, server, cancel))
            await Task.WhenAny(stopping.Task, engine.Ended);
        await server.StopAsync(CancellationToken.None);
        settings.Health?.SetSource(HealthServer.Starting);
        return await stopping.Task;
    }
}

/// <summary>How a server is to run.</summary>
/// <param name="Host">What runs the entities, as <c>--host</c> names it.</param>
/// <param name="Urls">Where it listens, separated by semicolons.</param>
/// <param name="HealthUrls">The additional addresses of health and metrics, separated by semicolons; null for none.</param>
/// <param name="Web">The web pages.</param>
/// <param name="Limits">The limits of clients.</param>
/// <param name="Retention">How long contacts are kept.</param>
/// <param name="Health">The server of health at addresses of its own; null where only the server itself has it.</param>
/// <param name="Metrics">The metrics, at the addresses of health if it has its own, else at those of the server.</param>
/// <param name="Asterisks">The Asterisks whose telephones it uses.</param>
internal sealed record ServeSettings(
    string Host, string Urls, string? HealthUrls, WebSettings Web, ServerLimits Limits, ContactRetentionSettings Retention, HealthServer? Health, MeterProvider Metrics,
    IReadOnlyList<ConnectedAsterisk> Asterisks);
