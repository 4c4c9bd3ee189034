using System.Diagnostics;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>The ceiling on PostgreSQL: the faster of a binary COPY and a prepared insert of many rows, one of them a batch.</summary>
internal sealed class BareCopy : ICeiling
{
    private readonly WriterSession _session;
    private readonly EventSerializer _serializer = new();
    private readonly string _writer = Guid.NewGuid().ToString("N");

    /// <param name="database">The database, with tables made as the engine makes its own, <c>synchronous_commit=on</c>.</param>
    public BareCopy(PostgresDatabase database) => _session = WriterSession.Claim(database, lost: _ => { });

    /// <inheritdoc/>
    public double Write(IReadOnlyList<UnsavedEvent[]> batches)
    {
        var ready = batches.Select(batch => Array.ConvertAll(batch, happened => ReadyRow.Of(happened, _serializer))).ToList();
        var copy = PerSecond(ready, Copy);
        WriterSession.Execute(_session.Connection, "TRUNCATE journal");
        var insert = PerSecond(ready, Insert);
        return Math.Max(copy, insert);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _serializer.Dispose();
    }

    private static double PerSecond(List<ReadyRow[]> ready, Action<ReadyRow[]> write)
    {
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        foreach (var batch in ready)
            write(batch);
        return ready.Sum(batch => batch.Length) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private void Copy(ReadyRow[] batch)
    {
        using var copy = _session.Connection.BeginBinaryImport("""
            COPY journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) FROM STDIN (FORMAT BINARY)
            """);
        foreach (var row in batch)
        {
            copy.StartRow();
            copy.Write(row.Created);
            copy.Write(false);
            copy.Write(row.PersistenceId);
            copy.Write(row.SequenceNr);
            copy.Write(row.Payload);
            copy.Write(row.Manifest);
            copy.Write(EventSerializer.Identifier);
            copy.Write(_writer);
        }
        copy.Complete();
    }

    private void Insert(ReadyRow[] batch)
    {
        using var insert = new NpgsqlCommand("""
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            SELECT created, false, persistence_id, sequence_number, message, manifest, 7110, $6
            FROM unnest($1, $2, $3, $4, $5) AS event (created, persistence_id, sequence_number, message, manifest)
            """, _session.Connection)
        {
            Parameters =
            {
                Column(batch, row => row.Created, NpgsqlDbType.Bigint), Column(batch, row => row.PersistenceId, NpgsqlDbType.Text),
                Column(batch, row => row.SequenceNr, NpgsqlDbType.Bigint), Column(batch, row => row.Payload, NpgsqlDbType.Bytea),
                Column(batch, row => row.Manifest, NpgsqlDbType.Text), new NpgsqlParameter<string> { TypedValue = _writer },
            },
        };
        insert.Prepare();
        insert.ExecuteNonQuery();
    }

    private static NpgsqlParameter<T[]> Column<T>(ReadyRow[] batch, Converter<ReadyRow, T> value, NpgsqlDbType type) =>
        new() { TypedValue = Array.ConvertAll(batch, value), NpgsqlDbType = NpgsqlDbType.Array | type };
}
