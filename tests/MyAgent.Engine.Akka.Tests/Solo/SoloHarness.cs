using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Hosting;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Akka.Tests.Journal;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Tests.Solo;

/// <summary>An engine in this process, on a journal whose disk can be made to fail.</summary>
internal sealed class SoloHarness : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");

    public SoloHarness(JournalKind kind = JournalKind.Sqlite) => Stored = TestDatabase.New(kind, _directory);

    /// <summary>The database, seen from outside.</summary>
    public TestDatabase Stored { get; }

    /// <summary>The engine.</summary>
    public HostedEngine Engine { get; private set; } = null!;

    /// <summary>What it measures.</summary>
    public EngineMetrics Metrics => Engine.Services.GetRequiredService<EngineMetrics>();

    /// <summary>The journal beneath it.</summary>
    public FailingJournal Journal { get; private set; } = null!;

    /// <summary>What overrides the engine's own configuration.</summary>
    public string Config { get; init; } = "";

    /// <summary>What writes its journal.</summary>
    public JournalPlugin Plugin { get; init; } = JournalPlugin.GroupCommit;

    /// <summary>How many commands may wait.</summary>
    public int Capacity { get; init; } = 8192;

    /// <summary>Its clock; the system's by default. The actors' timers go by the system's in any case.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Opens it.</summary>
    public static async Task<SoloHarness> OpenAsync(JournalKind kind = JournalKind.Sqlite, JournalPlugin plugin = JournalPlugin.GroupCommit)
    {
        var harness = new SoloHarness(kind) { Plugin = plugin };
        await harness.StartAsync();
        return harness;
    }

    /// <summary>Opens an engine on a database, with the configuration that comes with it.</summary>
    public static Task<HostedEngine> OpenAsync(IEngineDatabase database) => HostedEngine.StartAsync(options => Configure(options, database, config: ""));

    /// <summary>Starts the engine on what is in the database.</summary>
    public async Task StartAsync() => Engine = await HostedEngine.StartWithAsync(services => services.AddSingleton(Time).AddMyAgentEngine(options =>
    {
        Configure(options, Stored.Database, Config);
        (options.Capacity, options.JournalPlugin) = (Capacity, Plugin);
        options.WrapJournal = journal => Journal = new FailingJournal(journal);
    }));

    /// <summary>Stops it and starts it again.</summary>
    public async Task RestartAsync()
    {
        await Engine.DisposeAsync();
        await StartAsync();
    }

    /// <summary>Names an agent.</summary>
    public async Task<AgentAnswer> NameAsync(string agent, string name, string? commandId = null) =>
        (await SendAsync(agent, new DefineAgent(name), commandId)).ShouldBeOfType<AgentAnswer>();

    /// <summary>The name of an agent, as it answers it; asked again while it is being read.</summary>
    public async Task<string> NameOfAsync(string agent)
    {
        string? name = null;
        await Eventually.TrueAsync(() => (name = TryNameOfAsync(agent).GetAwaiter().GetResult()) is not null);
        return name!;
    }

    /// <summary>Sends an agent something.</summary>
    public Task<IAnswer> SendAsync(string agent, IMessage message, string? commandId = null) =>
        Engine.Host.SendAsync(new EntityAddress(EntityKind.Agent, agent), message, new Cause("test", commandId));

    /// <summary>Waits until an agent's actor has taken everything that was sent to it before; it does not wait for the disk.</summary>
    public Task MailboxReadAsync(string agent)
    {
        var entity = new EntityAddress(EntityKind.Agent, agent);
        return Engine.System.ActorSelection($"/user/agents/{entity.PersistenceId}").Ask<EntityActivated>(new ActivateEntity(entity), TimeSpan.FromSeconds(60));
    }

    /// <summary>The names that an agent has been given, as they stand in the journal.</summary>
    public async Task<IReadOnlyList<string>> NamesInJournalAsync(string agent)
    {
        var names = new List<string>();
        await foreach (var record in Stored.Database.ReadJournal().ReadAsync(0, new EntityAddress(EntityKind.Agent, agent)))
        {
            record.SequenceNr.ShouldBe(names.Count + 1);
            names.Add(record.Recorded.Event.ShouldBeOfType<AgentDefined>().Name);
        }
        return names;
    }

    /// <summary>Why the journal's plugin says that it cannot write; empty where it can.</summary>
    public async Task<string> PluginHealthAsync()
    {
        var report = await Engine.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == EngineHealthChecks.JournalPlugin);
        return report.Status == HealthStatus.Healthy ? "" : report.Entries[EngineHealthChecks.JournalPlugin].Description ?? "";
    }

    /// <summary>All events, as they stand in the journal.</summary>
    public async Task<IReadOnlyList<JournalRecord>> JournalAsync()
    {
        var records = new List<JournalRecord>();
        await foreach (var record in Stored.Database.ReadJournal().ReadAsync(0))
            records.Add(record);
        return records;
    }

    public async ValueTask DisposeAsync()
    {
        Journal.Gate.Set();
        await Engine.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>How an engine runs on a database.</summary>
    public static void Configure(EngineOptions options, IEngineDatabase database, string config) =>
        (options.Database, options.Hocon, options.EnvironmentVariable) = (database, config + "\nakka.loglevel = OFF", _ => null);

    private async Task<string?> TryNameOfAsync(string agent)
    {
        try
        {
            return (await SendAsync(agent, new GetAgent())).ShouldBeOfType<AgentAnswer>().Name;
        }
        catch (EngineUnavailableException)
        {
            return null;
        }
    }
}
