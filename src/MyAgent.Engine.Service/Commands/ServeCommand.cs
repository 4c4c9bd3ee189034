using System.CommandLine;
using MyAgent.Engine.Embedded;
using MyAgent.Engine.Service.Http;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Commands;

/// <summary><c>myagent serve</c>: runs the engine until it is told to stop.</summary>
internal static class ServeCommand
{
    private const string UsualUrls = "http://127.0.0.1:5080";

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The directory with journal, voice messages and tokens; made where it is not there.",
        DefaultValueFactory = _ => DataDirectory.Usual,
    };

    private static readonly Option<string> Journal = new Option<string>("--journal")
    {
        Description = "What the journal is kept in.",
        DefaultValueFactory = _ => "sqlite",
    }.AcceptOnlyFromAmong("sqlite", "postgres");

    private static readonly Option<string?> Connection = new("--connection")
    {
        Description = "How PostgreSQL is reached.",
    };

    private static readonly Option<string> Host = new Option<string>("--host")
    {
        Description = "What runs the entities.",
        DefaultValueFactory = _ => "embedded",
    }.AcceptOnlyFromAmong("embedded", "akka");

    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Where it listens, separated by semicolons.",
        DefaultValueFactory = _ => UsualUrls,
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var serve = new Command("serve", "Runs the engine until it is told to stop.") { Data, Journal, Connection, Host, Urls };
        serve.SetAction((call, cancel) => RunAsync(call, cancel));
        return serve;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancel)
    {
        var urls = UrlsOf(call.GetValue(Urls)!);
        RequireWhatIsBuiltIn(call);
        var data = new DataDirectory(call.GetValue(Data)!);
        data.Create();
        using var logs = LoggerFactory.Create(EngineServer.Log);
        var log = logs.CreateLogger("MyAgent.Engine");
        await using var engine = await EmbeddedEngine.OpenAsync(new EmbeddedOptions
        {
            DatabasePath = data.Database,
            OnFault = fault => log.LogError(fault.Exception, "{What}", fault.What),
        });
        var tokens = await LetInAsync(engine, data, cancel);
        var parts = new EngineParts(engine.Host, engine.Journal, engine.VoiceMessages, engine.Tokens, () => TroubleOf(engine.Health));
        await using var server = EngineServer.Build(parts, tokens, urls, TimeProvider.System);
        await server.StartAsync(cancel);
        foreach (var url in server.Urls)
            Console.WriteLine($"Listening on {url}");
        await server.WaitForShutdownAsync(cancel);
        return CommandLine.Done;
    }

    private static async Task<AccessTokens> LetInAsync(EmbeddedEngine engine, DataDirectory data, CancellationToken cancel)
    {
        var tokens = new AccessTokens(engine.Tokens, TimeProvider.System);
        await tokens.LoadAsync(cancel);
        try
        {
            var chosen = Environment.GetEnvironmentVariable(FirstAdminToken.Variable);
            if (await FirstAdminToken.EnsureAsync(tokens, chosen, data.FullPath, cancel) is { } path)
                Console.WriteLine($"The admin token is in {path}");
        }
        catch (ArgumentException bad)
        {
            throw new WrongCallException(bad.Message);
        }
        return tokens;
    }

    private static string? TroubleOf(EngineHealth health) =>
        health.State == EngineState.Healthy ? null : health.Reason ?? $"The engine is {health.State}.";

    private static void RequireWhatIsBuiltIn(ParseResult call)
    {
        if (call.GetValue(Host) == "akka")
            throw new WrongCallException("--host akka: this build has no Akka.NET host.");
        if (call.GetValue(Journal) == "postgres")
            throw new WrongCallException("--journal postgres: this build keeps its journal in SQLite alone.");
        if (call.GetValue(Connection) is not null)
            throw new WrongCallException("--connection belongs to --journal postgres.");
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
