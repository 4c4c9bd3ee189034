using System.Buffers;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using MyAgent.Engine.Embedded.Journal.Sqlite;
using MyAgent.Engine.Embedded.Scheduling;
using MyAgent.Engine.Serialization;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>The ceiling: rows that are ready to be written, put into the same tables by one prepared insert and nothing else.</summary>
internal sealed class BareInsert : IDisposable
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

    /// <summary>Writes batches, each in a transaction of its own. Making the rows is not timed.</summary>
    /// <returns>Rows a second.</returns>
    public double Write(IReadOnlyList<UnsavedEvent[]> batches)
    {
        var ready = batches.Select(batch => Array.ConvertAll(batch, Make)).ToList();
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

    private Row Make(UnsavedEvent happened)
    {
        var payload = new ArrayBufferWriter<byte>(256);
        var manifest = _serializer.Write(happened.Recorded, payload);
        return new Row(happened.Recorded.At.UtcTicks, happened.PersistenceId, happened.SequenceNr, payload.WrittenSpan.ToArray(), manifest);
    }

    private readonly record struct Row(long Created, string PersistenceId, long SequenceNr, byte[] Payload, string Manifest);
}
