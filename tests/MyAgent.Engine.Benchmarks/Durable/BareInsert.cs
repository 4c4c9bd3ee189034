using System.Diagnostics;
using Microsoft.Data.Sqlite;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>The ceiling: rows that are ready to be written, put into the same tables by one prepared insert and nothing else.</summary>
internal sealed class BareInsert : ICeiling
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _insert;
    private readonly EventSerializer _serializer = new();
    private readonly string _writer = Guid.NewGuid().ToString("N");

    /// <param name="path">The database, made as the engine makes its own, <c>synchronous=FULL</c>.</param>
    public BareInsert(string path)
    {
        _connection = new SqliteDatabase(path).OpenWriter();
        _begin = new SqliteStatement(_connection, "BEGIN IMMEDIATE");
        _commit = new SqliteStatement(_connection, "COMMIT");
        _insert = new SqliteStatement(_connection, """
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            VALUES (?1, 0, ?2, ?3, ?4, ?5, 7110, ?6)
            """);
    }

    /// <inheritdoc/>
    public double Write(IReadOnlyList<UnsavedEvent[]> batches)
    {
        var ready = batches.Select(batch => Array.ConvertAll(batch, happened => ReadyRow.Of(happened, _serializer))).ToList();
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        foreach (var batch in ready)
        {
            _begin.Run();
            foreach (var row in batch)
            {
                _insert.Bind(1, row.Created).Bind(2, row.PersistenceId).Bind(3, row.SequenceNr).Bind(4, row.Payload)
                    .Bind(5, row.Manifest).Bind(6, _writer).Run();
            }
            _commit.Run();
        }
        return ready.Sum(batch => batch.Length) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _insert.Dispose();
        _connection.Dispose();
        _serializer.Dispose();
    }
}
