using System.CommandLine;
using MyAgent.Engine.Service.Cluster;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Http;
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
        Description = "What runs the engine: this process alone (solo, embedded) or the nodes of a cluster.",
        DefaultValueFactory = _ => HostChoice.Embedded,
    }.AcceptOnlyFromAmong(HostChoice.Solo, HostChoice.Cluster, HostChoice.Embedded);

    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Where it listens, separated by semicolons.",
        DefaultValueFactory = _ => UsualUrls,
    };

    private static readonly Option<bool> DemoCallers = new("--demo-callers")
    {
        Description = "Serves the page /call as well, on which a supervisor or connector plays a caller.",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var serve = new Command("serve", "Runs the engine until it is told to stop.") { Data, JournalChoice.Journal, JournalChoice.Connection, Host, Urls, DemoCallers };
        serve.SetAction((call, cancel) => RunAsync(call, cancel));
        return serve;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancel)
    {
        var urls = UrlsOf(call.GetValue(Urls)!);
        RequireStrongToken();
        var data = new DataDirectory(call.GetValue(Data)!);
        var database = JournalChoice.Of(call, data);
        data.Create();
        using var logs = LoggerFactory.Create(EngineServer.Log);
        var web = WebOf(call);
        var host = call.GetValue(Host)!;
        if (host == HostChoice.Cluster)
            return await ServeNodeAsync(database, data, urls, web, logs, cancel);
        while (await OpenAsync(() => LocalEngine.OpenAsync(host, database, logs, Environment.GetEnvironmentVariable), database, urls, logs, cancel) is { } engine)
        {
            await using (engine)
            {
                if (!await ServeAsync(engine, data, urls, web, cancel))
                    break;
            }
        }
        return ExitCode.Done;
    }

    /// <summary>Opens the engine; where another has the journal in PostgreSQL, stands by for it. Null where it is told to stop meanwhile.</summary>
    private static async Task<LocalEngine?> OpenAsync(
        Func<Task<LocalEngine>> open, IEngineDatabase database, string urls, ILoggerFactory logs, CancellationToken cancel)
    {
        try
        {
            return await open();
        }
        catch (JournalInUseException) when (database is PostgresDatabase postgres)
        {
            return await Standby.OpenWhenFreeAsync(open, postgres, urls, logs, cancel);
        }
    }

    /// <summary>Serves until told to stop; true where another engine has taken the journal over, so that this one is to stand by.</summary>
    private static async Task<bool> ServeAsync(LocalEngine engine, DataDirectory data, string urls, WebSettings web, CancellationToken cancel)
    {
        var tokens = await LetInAsync(engine.Parts.Tokens, data, cancel);
        await using var server = EngineServer.Build(engine.Parts, tokens, urls, TimeProvider.System, web);
        await Listening.StartAsync(server, urls, cancel);
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
        IEngineDatabase database, DataDirectory data, string urls, WebSettings web, ILoggerFactory logs, CancellationToken cancel)
    {
        await using var node = await ClusterNode.StartAsync(database, logs, Environment.GetEnvironmentVariable);
        var tokens = await LetInAsync(node.Parts.Tokens, data, cancel);
        await using var server = EngineServer.Build(node.Parts, tokens, urls, TimeProvider.System, web);
        await Listening.StartAsync(server, urls, cancel);
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

    private static string UrlsOf(string given)
    {
        foreach (var url in given.Split(';', StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal), UriKind.Absolute, out var address)
                || address.Scheme is not ("http" or "https"))
                throw new WrongCallException($"--urls: '{url}' is no address such as {UsualUrls}.");
        }
        return given;
    }
}
