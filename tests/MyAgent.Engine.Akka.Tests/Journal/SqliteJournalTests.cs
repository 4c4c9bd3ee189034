using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Tests.Cluster;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Tests.Journal;

/// <summary>Akka.Persistence.Sql on SQLite, as the engine configures it.</summary>
[IntegrationTests]
public sealed class SqliteJournalTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");
    private HostedEngine _node = null!;

    private string Database => Path.Combine(_directory.FullName, "engine.db");

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync(Database);
        await _node.ReadyAsync();
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task An_entity_is_read_while_another_process_has_the_lock_for_writing()
    {
        using var other = Open();
        using var writing = other.BeginTransaction(deferred: false);
        (await _node.Host.SendAsync(new AgentId("ana").Address, new GetAgent(), new Cause("test")))
            .ShouldBeOfType<Refusal>().Kind.ShouldBe(RefusalKind.NotFound);
    }

    [Fact]
    public async Task What_is_to_be_written_while_a_transaction_is_under_way_becomes_one_transaction_after_it()
    {
        const int Agents = 100;
        using var outside = Open();
        await Eventually.TrueAsync(() => Task.FromResult(TryEmptyTheLog(outside)));
        await Task.WhenAll(Enumerable.Range(0, Agents).Select(
            number => _node.Host.AskAsync<AgentAnswer>(new AgentId($"agent{number}").Address, new DefineAgent($"Agent {number}"))));
        CommitsInTheLog().ShouldBeInRange(1, Agents / 2);
    }

    private static long Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static bool TryEmptyTheLog(SqliteConnection connection) => Ask(connection, "PRAGMA wal_checkpoint(TRUNCATE)") == 0;

    /// <summary>Counts the frames of SQLite's write-ahead log that end a transaction: they name the size of the database after it.</summary>
    private int CommitsInTheLog()
    {
        const int Header = 32;
        const int FrameHeader = 24;
        using var file = new FileStream(Database + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var log = new byte[file.Length];
        file.ReadExactly(log);
        var pageSize = BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(8));
        var commits = 0;
        for (var frame = Header; frame + FrameHeader + pageSize <= log.Length; frame += FrameHeader + pageSize)
            commits += BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(frame + 4)) > 0 ? 1 : 0;
        return commits;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=false");
        connection.Open();
        return connection;
    }
}
