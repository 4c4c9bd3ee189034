using System.CommandLine;
using MyAgent.Engine.Akka;
using MyAgent.Engine.Akka.Hosting;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Commands.Options;
using MyAgent.Engine.Service.Commands.Telephony;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Limits;
using MyAgent.Engine.Service.Pages;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Telemetry;

namespace MyAgent.Engine.Service.Commands.Serve;

/// <summary><c>myagent serve</c>: runs the engine until the process is stopped.</summary>
internal static class ServeCommand
{
    /// <summary>The option that names the addresses.</summary>
    public const string UrlsOption = "--urls";

    private const string GroupCommit = "group-commit";
    private const string Sql = "sql";
    private const string DefaultUrls = "http://127.0.0.1:5080";
    private const string Solo = "solo";
    private const string Cluster = "cluster";

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The directory of the first admin token and of SQLite's journal. Created if it does not exist.",
        DefaultValueFactory = _ => DataDirectory.Default,
    };

    private static readonly Option<string> Host = new Option<string>("--host")
    {
        Description = "Where the actors run: in this process only (solo) or on the nodes of a cluster.",
        DefaultValueFactory = _ => Solo,
    }.AcceptOnlyFromAmong(Solo, Cluster);

    private static readonly Option<string> Plugin = new Option<string>("--journal-plugin")
    {
        Description = "The writer of the journal with --host solo: the engine's own (group-commit), or Akka.Persistence.Sql (sql) as in a cluster, on the same tables.",
        DefaultValueFactory = _ => GroupCommit,
    }.AcceptOnlyFromAmong(GroupCommit, Sql);

    private static readonly Option<string> Urls = new(UrlsOption)
    {
        Description = "The addresses to listen on, separated by semicolons.",
        DefaultValueFactory = _ => DefaultUrls,
    };

    private static readonly Option<string?> HealthUrls = new("--health-urls")
    {
        Description = "Additional addresses, separated by semicolons, with connections of their own: /health, and /metrics without a token.",
    };

    private static readonly Option<long> KeepContactsDays = IntegerOption.Option(
        "--keep-contacts-days", "How many days a contact stays findable after it is done; 0 for ever.", 0, 0, ContactRetentionSettings.MaxDays);

    private static readonly Option<bool> AcceptLoss = new("--accept-loss")
    {
        Description = "Starts even if SQLite's journal has lost acknowledged events. Copy the data directory first.",
    };

    private static readonly Option<bool> DemoCallers = new("--demo-callers")
    {
        Description = "Also serves the page /call, on which a supervisor or connector plays a caller.",
    };

    private static readonly Option<string[]> Asterisk = new("--asterisk")
    {
        Description = "The settings file of an Asterisk whose telephones the engine uses; several times for several.",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var serve = new Command("serve", "Runs the engine until Ctrl-C or SIGTERM.")
        {
            Data, JournalChoice.Journal, JournalChoice.Connection, Plugin, Host, Urls, HealthUrls, KeepContactsDays, Asterisk, DemoCallers, AcceptLoss,
        };
        serve.SetAction((call, cancel) => RunAsync(call, cancel));
        return serve;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancel)
    {
        var (urls, healthUrls) = (UrlsOf(Urls.Name, call.GetValue(Urls)!), call.GetValue(HealthUrls) is { } given ? UrlsOf(HealthUrls.Name, given) : null);
        var host = call.GetValue(Host)!;
        var plugin = PluginOf(call, host);
        RequireStrongToken();
        var (web, limits) = (WebOf(call), LimitsOf());
        var asterisks = (call.GetValue(Asterisk) ?? []).Select(ConnectedAsterisk.Read).ToList();
        if (asterisks.Count > 0 && OwnConnectors.AddressOf(urls) is null)
            throw new WrongCallException($"{Asterisk.Name} requires an http address in {UrlsOption}, such as {DefaultUrls}: the connector reaches the engine there.");
        var data = new DataDirectory(call.GetValue(Data)!);
        var database = JournalChoice.Of(call, data, call.GetValue(AcceptLoss));
        data.Create();
        using var telemetry = StartTelemetry();
        await using var health = healthUrls is null ? null : new HealthServer(healthUrls, telemetry.Metrics);
        if (health is not null)
            await ServerStart.StartAsync(health.Server, healthUrls!, HealthUrls.Name, cancel);
        var retention = new ContactRetentionSettings((int)call.GetValue(KeepContactsDays));
        var mode = host == Cluster ? EngineMode.Cluster : EngineMode.Solo;
        var settings = new ServeSettings(host, urls, healthUrls, web, limits, retention, health, telemetry.Metrics, asterisks);
        var serving = new ServerRunner(settings, database, isNode: mode == EngineMode.Cluster, builder =>
        {
            builder.Services.AddMyAgentEngine(engine => (engine.Database, engine.Mode, engine.JournalPlugin) = (database, mode, plugin));
            builder.Services.AddSingleton(retention);
            builder.Services.AddSingleton(new FirstAdminSettings(
                Environment.GetEnvironmentVariable(FirstAdminToken.Variable), data.FullPath, path => Console.WriteLine($"The admin token is in {path}")));
        });
        return await serving.RunAsync(cancel);
    }

    private static JournalPlugin PluginOf(ParseResult call, string host)
    {
        if (host != Solo && call.GetResult(Plugin) is { Implicit: false })
            throw new WrongCallException($"{Plugin.Name} requires --host {Solo}.");
        return call.GetValue(Plugin) == Sql ? JournalPlugin.Sql : JournalPlugin.GroupCommit;
    }

    /// <summary>Checked before anything is opened, so that a weak token is never valid, not even for a moment.</summary>
    private static void RequireStrongToken()
    {
        try
        {
            FirstAdminToken.Check(Environment.GetEnvironmentVariable(FirstAdminToken.Variable));
        }
        catch (ArgumentException weak)
        {
            throw new WrongCallException(weak.Message);
        }
    }

    private static TelemetryExport StartTelemetry()
    {
        try
        {
            return TelemetryExport.Start(Environment.GetEnvironmentVariable);
        }
        catch (FormatException bad)
        {
            throw new WrongCallException(bad.Message);
        }
    }

    private static WebSettings WebOf(ParseResult call)
    {
        try
        {
            return new WebSettings(call.GetValue(DemoCallers), KnownProxies.Read(Environment.GetEnvironmentVariable(KnownProxies.Variable)));
        }
        catch (FormatException bad)
        {
            throw new WrongCallException(bad.Message);
        }
    }

    private static ServerLimits LimitsOf()
    {
        try
        {
            return ServerLimits.FromEnvironment();
        }
        catch (ArgumentException bad)
        {
            throw new WrongCallException(bad.Message);
        }
    }

    private static string UrlsOf(string option, string given)
    {
        foreach (var url in given.Split(';', StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal), UriKind.Absolute, out var address)
                || address.Scheme is not ("http" or "https"))
                throw new WrongCallException($"{option}: '{url}' is not an address such as {DefaultUrls}.");
        }
        return given;
    }
}
