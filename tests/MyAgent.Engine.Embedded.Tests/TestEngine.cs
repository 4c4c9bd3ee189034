using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Simulation.Tests.Runtime;
using MyAgent.Engine.Storage;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Embedded.Tests;

/// <summary>Opens engines of <see cref="TestEntity"/>s on one database in a directory of its own.</summary>
public sealed class TestEngine : IDisposable
{
    private static readonly Cause Test = new("test");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");

    public TestEngine() => On(JournalKind.Sqlite);

    internal ManualTimeProvider Time { get; } = new();

    public TestDatabase Stored { get; private set; } = null!;

    public EmbeddedOptions Options { get; set; } = null!;

    /// <summary>From now on the database is one of this kind, and empty.</summary>
    public void On(JournalKind kind)
    {
        Stored = TestDatabase.New(kind, _directory);
        Options = Options is null ? new EmbeddedOptions { Database = Stored.Database } : Options with { Database = Stored.Database };
    }

    internal Task<EmbeddedEngine> OpenAsync(Func<IJournal, IJournal>? wrap = null) => EmbeddedEngine.OpenAsync(
        Options, Time, new EntityModel(address => new TestEntity(address), snapshot => TestEntity.Restore((CallerSnapshot)snapshot)), wrap ?? (journal => journal));

    internal static EntityAddress Agent(string id) => new(EntityKind.Agent, id);

    internal static async Task<CallerAnswer> NameAsync(EmbeddedEngine engine, string agent, string name) =>
        (CallerAnswer)await engine.Host.SendAsync(Agent(agent), new DefineAgent(name), Test);

    internal static Task<IAnswer> SendAsync(EmbeddedEngine engine, string agent, IMessage message, CancellationToken cancel = default) =>
        engine.Host.SendAsync(Agent(agent), message, Test, cancel);

    internal static async Task<IReadOnlyList<string>> NamesAsync(EmbeddedEngine engine, string agent) =>
        ((CallerAnswer)await engine.Host.SendAsync(Agent(agent), new GetAgent(), Test)).PreferredAgents.Select(name => name.Value).ToList();

    internal static async Task<List<JournalRecord>> ReadAllAsync(IJournalReader journal)
    {
        var records = new List<JournalRecord>();
        await foreach (var record in journal.ReadAsync(0))
            records.Add(record);
        return records;
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
