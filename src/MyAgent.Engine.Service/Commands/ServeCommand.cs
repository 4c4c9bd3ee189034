using System.CommandLine;
using MyAgent.Engine.Service.Cluster;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Http;
using MyAgent.Engine.Service.Limits;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;

namespace MyAgent.Engine.Service.Commands;

/// <summary><c>myagent serve</c>: runs the engine until it is told to stop.</summary>
internal static class ServeCommand
{
    private const string UsualUrls = "http://127.0.0.1:5080";

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The directory with the first admin token and SQLite's journal; made where it is not there.",
        DefaultValueFactory = _ => DataDirectory.Usual,
    };

    private static readonly Option<string> Host = new Option<string>("--host")
    {
        Description = "What runs the engine: actors in this process alone (solo) or on the nodes of a cluster; embedded is the host of earlier versions.",
        DefaultValueFactory = _ => HostChoice.Solo,
    }.AcceptOnlyFromAmong(HostChoice.Solo, HostChoice.Cluster, HostChoice.Embedded);

    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Where it listens, separated by semicolons.",
        DefaultValueFactory = _ => UsualUrls,
    };

    private static readonly Option<string?> HealthUrls = new("--health-urls")
    {
        Description = "Where /health is answered as well, with connections of its own; separated by semicolons.",
    };

    private static readonly Option<bool> AcceptLoss = new("--accept-loss")
    {
        Description = "Starts although SQLite's journal has lost acknowledged events. Copy the data directory first.",
    };

    private static readonly Option<bool> DemoCallers = new("--demo-callers")
    {
        Description = "Serves the page /call as well, on which a supervisor or connector plays a caller.",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var serve = new Command("serve", "Runs the engine until it is told to stop.") { Data, JournalChoice.Journal, JournalChoice.Connection, Host, Urls, HealthUrls, DemoCallers, AcceptLoss };
        serve.SetAction((call, cancel) => RunAsync(call, cancel));
        return serve;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancel)
    {
        var (urls, healthUrls) = (UrlsOf(Urls.Name, call.GetValue(Urls)!), call.GetValue(HealthUrls) is { } given ? UrlsOf(HealthUrls.Name, given) : null);
        RequireStrongToken();
        var (web, limits) = (WebOf(call), LimitsOf());
        var data = new DataDirectory(call.GetValue(Data)!);
        var database = JournalChoice.Of(call, data, call.GetValue(AcceptLoss));
        data.Create();
        using var logs = LoggerFactory.Create(EngineServer.Log);
        await using var health = healthUrls is null ? null : new HealthServer(healthUrls);
        if (health is not null)
            await Listening.StartAsync(health.Server, healthUrls!, HealthUrls.Name, cancel);
        var settings = new Settings(urls, web, limits, health);
        var host = call.GetValue(Host)!;
        if (host == HostChoice.Cluster)
            return await ServeNodeAsync(database, data, settings, logs, cancel);
        while (await OpenAsync(() => LocalEngine.OpenAsync(host, database, logs, Environment.GetEnvironmentVariable), database, settings, logs, cancel) is { } engine)
        {
            await using (engine)
            {
                if (!await ServeAsync(engine, data, settings, cancel))
                    break;
            }
        }
        return ExitCode.Done;
    }

    /// <summary>Opens the engine; where another has the journal in PostgreSQL, stands by for it. Null where it is told to stop meanwhile.</summary>
    private static async Task<LocalEngine?> OpenAsync(
        Func<Task<LocalEngine>> open, IEngineDatabase database, Settings settings, ILoggerFactory logs, CancellationToken cancel)
    {
        try
        {
            return await open();
        }
        catch (JournalInUseException) when (database is PostgresDatabase postgres)
        {
            return await Standby.OpenWhenFreeAsync(open, postgres, settings.Urls, settings.Health, logs, cancel);
        }
    }

    /// <summary>Serves until told to stop; true where another engine has taken the journal over, so that this one is to stand by.</summary>
    private static async Task<bool> ServeAsync(LocalEngine engine, DataDirectory data, Settings settings, CancellationToken cancel)
    {
        var tokens = await LetInAsync(engine.Parts.Tokens, data, cancel);
        await using var server = await StartAsync(engine.Parts, tokens, settings, cancel);
        foreach (var url in server.Urls)
            Console.WriteLine($"Listening on {url}");
        await Task.WhenAny(server.WaitForShutdownAsync(cancel), engine.TakenOver);
        if (server.Lifetime.ApplicationStopping.IsCancellationRequested || cancel.IsCancellationRequested)
            return false;
        Console.WriteLine("Another engine has taken over the journal.");
        await server.StopAsync(cancel);
        return true;
    }

    /// <summary>Serves as a node of a cluster until told to stop, or until the cluster goes on without it.</summary>
    private static async Task<int> ServeNodeAsync(
        IEngineDatabase database, DataDirectory data, Settings settings, ILoggerFactory logs, CancellationToken cancel)
    {
        await using var node = await ClusterNode.StartAsync(database, logs, Environment.GetEnvironmentVariable);
        var tokens = await LetInAsync(node.Parts.Tokens, data, cancel);
        await using var server = await StartAsync(node.Parts, tokens, settings, cancel);
        node.OpenToOperators(server.Services);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, server.Lifetime.ApplicationStopping);
        var log = logs.CreateLogger("MyAgent.Engine");
        var following = tokens.FollowAsync(
            failure => log.LogWarning(failure, "The access tokens cannot be read again; until they can, those read last count."), stop.Token);
        var followingSessions = server.Services.GetRequiredService<Sessions>().FollowAsync(
            failure => log.LogWarning(failure, "It cannot be read which sessions have ended; until it can, what was read last counts."), stop.Token);
        foreach (var url in server.Urls)
            Console.WriteLine($"Listening on {url}");
        await Task.WhenAny(server.WaitForShutdownAsync(cancel), node.Left);
        var told = stop.IsCancellationRequested;
        await stop.CancelAsync();
        await server.StopAsync(CancellationToken.None);
        await Task.WhenAll(following, followingSessions);
        if (!told)
            await Console.Error.WriteLineAsync("This node is no longer part of its cluster, or has lost the journal to another engine.");
        return told ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<WebApplication> StartAsync(EngineParts parts, AccessTokens tokens, Settings settings, CancellationToken cancel)
    {
        var server = EngineServer.Build(parts, tokens, settings.Urls, TimeProvider.System, settings.Web, settings.Limits);
        await Listening.StartAsync(server, settings.Urls, Urls.Name, cancel);
        var health = server.Services.GetRequiredService<ServerHealth>();
        settings.Health?.Tells(() => health.Trouble);
        return server;
    }

    private static async Task<AccessTokens> LetInAsync(IAccessTokenStore store, DataDirectory data, CancellationToken cancel)
    {
        var tokens = new AccessTokens(store, TimeProvider.System);
        await tokens.LoadAsync(cancel);
        if (await FirstAdminToken.EnsureAsync(tokens, Environment.GetEnvironmentVariable(FirstAdminToken.Variable), data.FullPath, cancel) is { } path)
            Console.WriteLine($"The admin token is in {path}");
        return tokens;
    }

    /// <summary>Before anything is opened: a token that can be guessed lets nobody in for a moment either.</summary>
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
                throw new WrongCallException($"{option}: '{url}' is no address such as {UsualUrls}.");
        }
        return given;
    }

    /// <summary>How the server is to run.</summary>
    /// <param name="Urls">Where it listens, separated by semicolons.</param>
    /// <param name="Web">The web pages.</param>
    /// <param name="Limits">What clients may take.</param>
    /// <param name="Health">Tells health at addresses of its own; null where only the server does.</param>
    private sealed record Settings(string Urls, WebSettings Web, ServerLimits Limits, HealthServer? Health);
}
