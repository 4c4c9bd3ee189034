namespace MyAgent.Engine.Storage.Tests;

/// <summary>An empty database in a directory of its own.</summary>
internal sealed class StorageHarness : IDisposable
{
    public StorageHarness() => On(JournalKind.Sqlite);

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("myagent-");

    public ManualTimeProvider Time { get; } = new();

    public TestDatabase Stored { get; private set; } = null!;

    public IEngineDatabase Database => Stored.Database;

    /// <summary>Uses an empty database of this kind from now on.</summary>
    public void On(JournalKind kind) => Stored = TestDatabase.New(kind, Folder);

    /// <summary>Uses, from now on, a database of this kind that an engine from before the first schema version has written.</summary>
    public void OnGolden(JournalKind kind) => Stored = TestDatabase.Golden(kind, Folder);

    /// <summary>Claims the database and opens it for writing, as an engine does.</summary>
    internal ClaimedStorage Claim() => new(Database, Time);

    /// <summary>All events, as a reader outside the engine sees them.</summary>
    public async Task<List<Entities.JournalRecord>> ReadAllAsync()
    {
        var records = new List<Entities.JournalRecord>();
        await foreach (var record in Database.ReadJournal(Time).ReadAsync(0))
            records.Add(record);
        return records;
    }

    public void Dispose() => Folder.Delete(recursive: true);
}
