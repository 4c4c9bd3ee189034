using Akka.Configuration;
using MyAgent.Engine.Akka;
using MyAgent.Engine.Akka.Configuration;
using MyAgent.Engine.Embedded.Scheduling;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Service.Commands;
using MyAgent.Engine.Service.Commands.Texts;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Http;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;

namespace MyAgent.Engine.Service.Cluster;

/// <summary>A node of the engine on Akka.NET, with the database it shares.</summary>
internal sealed partial class ClusterNode : IAsyncDisposable
{
    /// <summary>The environment variable that switches TLS on.</summary>
    private const string TlsVariable = "MYAGENT_TLS_CERTIFICATE";

    private readonly ISharedDatabase _shared;
    private readonly AkkaEngine _node;

    private ClusterNode(ISharedDatabase shared, AkkaEngine node, IJournalReader journal)
    {
        (_shared, _node) = (shared, node);
        Parts = new EngineParts(node.Host, journal, shared.VoiceMessages, shared.Tokens, shared.Sessions, () => node.Trouble ?? shared.Trouble);
    }

    /// <summary>What the HTTP API stands on.</summary>
    public EngineParts Parts { get; }

    /// <summary>Completes when the node has left its cluster, when the others went on without it, or when an engine of another kind has taken
    /// over the journal.</summary>
    public Task Left => Task.WhenAny(_node.Left, _shared.TakenOver);

    /// <summary>Joins the cluster, or begins one.</summary>
    /// <param name="database">The database.</param>
    /// <param name="logs">Where the node logs to.</param>
    /// <param name="environment">Gives an environment variable's value; null for one that is not set.</param>
    /// <exception cref="JournalInUseException">An engine of another kind has the journal.</exception>
    /// <exception cref="WrongCallException">The configuration cannot be read.</exception>
    public static async Task<ClusterNode> StartAsync(IEngineDatabase database, ILoggerFactory logs, Func<string, string?> environment)
    {
        var log = logs.CreateLogger("MyAgent.Engine");
        var shared = database.Share(failure => ClaimFailed(log, failure));
        try
        {
            var journal = database.ReadJournal();
            var clock = new EngineClock(TimeProvider.System, await NewestAsync(journal));
            var config = SqlPlugin.Connect(shared.ConnectionString).WithFallback(Read(database is PostgresDatabase, environment));
            return new ClusterNode(shared, await AkkaEngine.StartAsync(config, journal, logs, () => clock.Now), journal);
        }
        catch
        {
            shared.Dispose();
            throw;
        }
    }

    /// <summary>Lets operators look at this node with <c>pbm</c>, where this build has Petabridge.Cmd.</summary>
    /// <param name="views">The server's views.</param>
    public void OpenToOperators(IServiceProvider views)
    {
#if PETABRIDGECMD
        Pbm.Shell.MyAgentPalette.Start(_node.System, new OperatorTexts(
            Parts.Host, views.GetRequiredService<Views.Board>(), views.GetRequiredService<Views.JournalFollower>(),
            views.GetRequiredService<Views.Explanations>(), WhereAsync, TimeProvider.System));
#endif
    }

    /// <summary>Says on which node and in which shard an entity lives; null where it is not awake anywhere.</summary>
    public Task<string?> WhereAsync(EntityAddress entity, CancellationToken cancel) => _node.WhereAsync(entity, cancel);

    /// <summary>Hands the shards over and leaves the cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        _shared.Dispose();
    }

    private static Config Read(bool postgres, Func<string, string?> environment)
    {
        List<string> files = ["engine.conf", "cluster.conf", postgres ? "persistence-postgres.conf" : "persistence-sqlite.conf"];
        if (!string.IsNullOrEmpty(environment(TlsVariable)))
            files.Add("remote-tls.conf");
        return EngineConfiguration.Read(files, environment);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The claim on the database is lost and cannot be taken again yet.")]
    private static partial void ClaimFailed(ILogger log, Exception failure);

    /// <summary>Nothing may happen before the newest event.</summary>
    private static async Task<DateTimeOffset> NewestAsync(StoredJournal journal)
    {
        var newest = DateTimeOffset.MinValue;
        await foreach (var record in journal.ReadAsync(Math.Max(0, await journal.LastOrderingAsync() - 1)))
            newest = record.Recorded.At;
        return newest;
    }
}
