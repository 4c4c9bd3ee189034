using MyAgent.Engine.Akka.Tests.Cluster;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Akka.Tests.Gateway;

/// <summary>One node that takes work, for all tests of a class.</summary>
public sealed class RunningNode : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");

    /// <summary>The file of its certificate; null (the default) for remoting without TLS.</summary>
    public string? Certificate { get; init; }

    /// <summary>The node.</summary>
    public HostedEngine Node { get; private set; } = null!;

    /// <summary>Where other services reach it.</summary>
    public string Address => ExternalService.AddressOf(Node.System);

    private string Database => Path.Combine(_directory.FullName, "engine.db");

    public async Task InitializeAsync()
    {
        Node = await TestNode.StartAsync(Database, certificate: Certificate);
        await Node.ReadyAsync();
    }

    public async Task DisposeAsync()
    {
        await Node.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>What an entity's journal says, oldest first.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> JournalAsync(EntityAddress entity)
    {
        var records = new List<RecordedEvent>();
        await foreach (var record in new SqliteDatabase(Database).ReadJournal().ReadAsync(0, entity))
            records.Add(record.Recorded);
        return records;
    }
}
