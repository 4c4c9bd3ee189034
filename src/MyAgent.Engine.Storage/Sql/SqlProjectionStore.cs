using System.Data;
using System.Data.Common;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Storage.Sql;

/// <summary>The tables of the projections, with SQL that is the same in SQLite and PostgreSQL.</summary>
/// <param name="open">Opens a connection for reading.</param>
/// <param name="write">Writes over a connection, in one transaction. Returns the number of rows changed.</param>
internal sealed class SqlProjectionStore(Func<DbConnection> open, Func<Func<DbConnection, int>, Task<int>> write) : IProjectionStore
{
    private const string Contacts = "arrived, changed, queue_id, contact_id, state, moved_to, kind, media, caller, number, agent_id, outcome, ended_by, origin_at, entered_at, "
        + "requested_at, first_answered_at, finished_at, talk_seconds, wrap_up_seconds, attempts, callback_ordering, record, connector, code, note";

    private static readonly string SearchColumns = string.Join(", ", Contacts.Split(", ").Select(column => $"c.{column}"));

    private static readonly string IsOpen = Open("");

    private const string SpanWithin = "ended > @p0 AND ended <= @p1 AND began >= @p0 AND (began - @p0) / @p2 = (ended - 1 - @p0) / @p2";

    private static readonly MinuteTable Queues = new("queue_minute", ["queue_id"], "longest_wait_ticks",
    [
        "offered", "overflowed_in", "overflowed_out", "redirected", "refused", "answered_in_time", "abandoned", "expired", "cancelled", "callbacks_requested",
        "callbacks_scheduled", "callbacks_completed", "callbacks_not_reached", "callbacks_superseded", "answered", "answered_ticks", "callbacks_answered",
        "callbacks_answered_ticks", "handled", "handled_ticks", "wrap_ups", "wrap_up_ticks",
        "ended_by_caller", "ended_by_agent", "ended_by_supervisor", "ended_by_connector", "ended_by_system", "talks", "talk_ticks",
        "attempts_busy", "attempts_no_answer", "attempts_unreachable", "attempts_voicemail", "attempts_wrong_number",
        "callbacks_promised", "promises_kept", "promises_broken",
        "transfers_in", "transfers_out",
        "holds", "hold_ticks",
    ]);

    private static readonly MinuteTable Agents = new("agent_minute", ["agent_id"], MaxColumn: null,
        ["offers_received", "accepted", "rejected", "missed", "withdrawn", "handled", "handled_ticks", "wrap_ups", "wrap_up_ticks", "callbacks", "holds", "hold_ticks"]);

    private static readonly MinuteTable Codes = new("code_minute", ["queue_id", "code"], MaxColumn: null,
        ["contacts", "by_default", "handled_ticks", "wrap_ups", "wrap_up_ticks"]);

    /// <summary>What is known of a contact from its arrival in the queue and never changes there.</summary>
    private static readonly string[] OfArrival = ["queue_id", "contact_id", "media", "caller", "origin_at", "connector"];

    private static readonly string UpsertContact = Upsert("contact", "arrived", Contacts.Split(", "), [.. OfArrival, "moved_to"]);

    private static readonly string UpsertMovedContact = Upsert("contact", "arrived", Contacts.Split(", "), OfArrival);

    private const string InsertAgent = "INSERT INTO contact_agent (agent_id, origin_at, arrived) VALUES (@p0, @p1, @p2) ON CONFLICT DO NOTHING";

    private const string InsertPath = "INSERT INTO contact_path (queue_id, origin_at, arrived) VALUES (@p0, @p1, @p2) ON CONFLICT DO NOTHING";

    private const string DeleteContact = "DELETE FROM contact WHERE arrived = @p0 AND changed = @p1 AND state IN ('done', 'moved', 'refused')";

    private const string IsGone = "NOT EXISTS (SELECT 1 FROM contact c WHERE c.arrived = @p2)";

    private const string DeleteAgent = $"DELETE FROM contact_agent WHERE agent_id = @p0 AND origin_at = @p1 AND arrived = @p2 AND {IsGone}";

    private const string DeletePath = $"DELETE FROM contact_path WHERE queue_id = @p0 AND origin_at = @p1 AND arrived = @p2 AND {IsGone}";

    private static readonly string UpsertEntity = Upsert("projected_entity", "persistence_id", ["persistence_id", "changed", "record"], fixedColumns: []);

    private const string InsertSpan = "INSERT INTO agent_span (agent_id, status, began, ended, ordering) VALUES (@p0, @p1, @p2, @p3, @p4)";

    private const string InsertCheckpoint = "INSERT INTO projected_checkpoint (persistence_id, ordering, sequence_number, record) VALUES (@p0, @p1, @p2, @p3)";

    /// <inheritdoc/>
    public async Task<ProjectionPosition> PositionAsync(CancellationToken cancel = default) => (await ReadAsync(
        "SELECT ordering, version FROM projection_position WHERE name = 'main'",
        row => new ProjectionPosition(row.GetInt64(0), row.GetInt32(1)), cancel).ConfigureAwait(false)).Single();

    /// <inheritdoc/>
    public async Task<bool> WriteAsync(ProjectionBatch batch, CancellationToken cancel = default) => await write(connection =>
    {
        var mine = Execute(connection, "UPDATE projection_position SET ordering = @p0 WHERE name = 'main' AND ordering = @p1 AND version = @p2",
            [[batch.To, batch.After, batch.Version]]);
        if (mine == 0)
            return 0;
        // In two statements, because SQLite touches the indexes of all columns that a statement sets, also of those that keep their values.
        Execute(connection, UpsertContact, batch.Contacts.Where(contact => contact.MovedTo is null).Select(ValuesOf));
        Execute(connection, UpsertMovedContact, batch.Contacts.Where(contact => contact.MovedTo is not null).Select(ValuesOf));
        Execute(connection, InsertAgent, AgentsOf(batch.Contacts));
        Execute(connection, InsertPath, PathsOf(batch.Contacts));
        Execute(connection, UpsertEntity, batch.Entities.Select(entity => new object?[] { entity.PersistenceId, entity.Changed, entity.Record }));
        Execute(connection, Queues.Add, batch.QueueMinutes.Select(Queues.ValuesOf));
        Execute(connection, Agents.Add, batch.AgentMinutes.Select(Agents.ValuesOf));
        Execute(connection, Codes.Add, batch.CodeMinutes.Select(Codes.ValuesOf));
        Execute(connection, InsertSpan, batch.Spans.Select(span => new object?[] { span.Agent, span.Status, span.Began, span.Ended, span.Ordering }));
        Execute(connection, InsertCheckpoint, batch.Checkpoints.Select(each => new object?[] { each.PersistenceId, each.Ordering, each.SequenceNr, each.Record }));
        return mine;
    }).WaitAsync(cancel).ConfigureAwait(false) > 0;

    /// <inheritdoc/>
    public Task ResetAsync(int version, int? unless = null, CancellationToken cancel = default) => write(connection =>
    {
        var mine = Execute(connection, "UPDATE projection_position SET ordering = 0, version = @p0 WHERE name = 'main' AND version <> @p1", [[version, unless ?? -1]]);
        if (mine > 0)
        {
            string[] tables =
            [
                "contact", "contact_agent", "contact_path", "projected_entity", "queue_minute", "agent_minute", "code_minute", "agent_span", "projected_checkpoint",
            ];
            foreach (var table in tables)
                Execute(connection, $"DELETE FROM {table}", [[]]);
        }
        return mine;
    }).WaitAsync(cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ContactRow>> ContactsAsync(int finished, CancellationToken cancel = default)
    {
        // Three queries, each of which has an index: one query for all of them would read the whole table.
        var open = await ReadAsync($"SELECT {Contacts} FROM contact WHERE {IsOpen}", Contact, cancel).ConfigureAwait(false);
        var moved = await ReadAsync(
            $"SELECT {Contacts} FROM contact WHERE state = 'moved' AND contact_id IN (SELECT contact_id FROM contact WHERE {IsOpen})", Contact, cancel).ConfigureAwait(false);
        var over = await ReadAsync(
            $"SELECT {Contacts} FROM contact WHERE state IN ('done', 'moved') ORDER BY arrived DESC LIMIT @p0", Contact, cancel, finished).ConfigureAwait(false);
        return [.. open.Concat(moved).Concat(over).DistinctBy(row => row.Arrived).OrderBy(row => row.Arrived)];
    }

    /// <inheritdoc/>
    public async Task<ContactRow?> FindContactAsync(string queue, string contact, CancellationToken cancel = default) => (await ReadAsync(
        $"SELECT {Contacts} FROM contact WHERE queue_id = @p0 AND contact_id = @p1 ORDER BY CASE state WHEN 'refused' THEN 1 ELSE 0 END, arrived DESC LIMIT 1",
        Contact, cancel, queue, contact).ConfigureAwait(false)).SingleOrDefault();

    /// <inheritdoc/>
    public async Task<CheckpointRow?> FindCheckpointAsync(string persistenceId, long beforeOrdering, CancellationToken cancel = default) => (await ReadAsync(
        "SELECT persistence_id, ordering, sequence_number, record FROM projected_checkpoint WHERE persistence_id = @p0 AND ordering < @p1 ORDER BY ordering DESC LIMIT 1",
        row => new CheckpointRow(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3)), cancel, persistenceId, beforeOrdering)
        .ConfigureAwait(false)).SingleOrDefault();

    /// <inheritdoc/>
    public async Task<ContactRow?> FindFinishedContactAsync(string contact, CancellationToken cancel = default) => (await ReadAsync(
        $"SELECT {Contacts} FROM contact WHERE contact_id = @p0 AND state = 'done' ORDER BY arrived DESC LIMIT 1",
        Contact, cancel, contact).ConfigureAwait(false)).SingleOrDefault();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ContactRow>> SearchAsync(ContactQuery query, CancellationToken cancel = default)
    {
        var search = new ContactSearchSql(SearchColumns, query);
        var found = await ReadAsync(search.ToSql(), Contact, cancel, search.Parameters).ConfigureAwait(false);
        return [.. found.DistinctBy(row => row.Arrived).OrderByDescending(row => (row.OriginAt, row.Arrived)).Take(query.Limit)];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ContactRow>> ContactsAfterAsync(long after, int limit, CancellationToken cancel = default) =>
        ReadAsync($"SELECT {Contacts} FROM contact WHERE arrived > @p0 ORDER BY arrived LIMIT @p1", Contact, cancel, after, (long)limit);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ContactRow>> ContactsOfAsync(IReadOnlyCollection<string> contacts, CancellationToken cancel = default) => ReadAsync(
        $"SELECT {Contacts} FROM contact WHERE contact_id IN ({string.Join(", ", contacts.Select((_, index) => $"@p{index}"))})", Contact, cancel, [.. contacts]);

    /// <inheritdoc/>
    public Task<int> DeleteAsync(IReadOnlyList<ContactRow> contacts, CancellationToken cancel = default) => write(connection =>
    {
        var deleted = Execute(connection, DeleteContact, contacts.Select(contact => new object?[] { contact.Arrived, contact.Changed }));
        Execute(connection, DeleteAgent, AgentsOf(contacts));
        Execute(connection, DeletePath, PathsOf(contacts));
        return deleted;
    }).WaitAsync(cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EntityRow>> EntitiesAsync(CancellationToken cancel = default) => ReadAsync(
        "SELECT persistence_id, changed, record FROM projected_entity", row => new EntityRow(row.GetString(0), row.GetInt64(1), row.GetString(2)), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MinuteRow>> QueueFiguresAsync(long firstMinute, long endMinute, int intervalMinutes, CancellationToken cancel = default) =>
        ReadAsync(Queues.Sum, Queues.Row, cancel, firstMinute, endMinute, (long)intervalMinutes);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MinuteRow>> AgentFiguresAsync(
        long firstMinute, long endMinute, int intervalMinutes, string? agent = null, CancellationToken cancel = default) => agent is null
        ? ReadAsync(Agents.Sum, Agents.Row, cancel, firstMinute, endMinute, (long)intervalMinutes)
        : ReadAsync(Agents.SumOfOne, Agents.Row, cancel, firstMinute, endMinute, (long)intervalMinutes, agent);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MinuteRow>> CodeFiguresAsync(long firstMinute, long endMinute, int intervalMinutes, CancellationToken cancel = default) =>
        ReadAsync(Codes.Sum, Codes.Row, cancel, firstMinute, endMinute, (long)intervalMinutes);

    /// <inheritdoc/>
    /// <remarks>No span is longer than a day: those that end more than a day after the period have begun after it.</remarks>
    public async Task<SpanRows> SpansAsync(
        long from, long to, long intervalTicks, long untilOrdering, string? agent = null, CancellationToken cancel = default)
    {
        object[] one = agent is null ? [] : [agent];
        var within = await ReadAsync(
            $"SELECT agent_id, status, (began - @p0) / @p2 AS part, CAST(sum(ended - began) AS BIGINT) FROM agent_span WHERE {SpanWithin} AND ordering <= @p3 "
            + (agent is null ? "" : "AND agent_id = @p4 ") + "GROUP BY agent_id, status, part",
            row => new SpanSumRow(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3)), cancel,
            [from, to, intervalTicks, untilOrdering, .. one]).ConfigureAwait(false);
        var across = await ReadAsync(
            $"SELECT agent_id, status, began, ended, ordering FROM agent_span WHERE ended > @p0 AND ended <= @p4 AND began < @p1 AND NOT ({SpanWithin}) AND ordering <= @p3"
            + (agent is null ? "" : " AND agent_id = @p5"),
            row => new SpanRow(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)), cancel,
            [from, to, intervalTicks, untilOrdering, to > DateTimeOffset.MaxValue.UtcTicks - TimeSpan.TicksPerDay ? to : to + TimeSpan.TicksPerDay, .. one]).ConfigureAwait(false);
        return new SpanRows(within, across);
    }

    /// <summary>The condition of a contact that nothing has ended or taken away.</summary>
    /// <param name="prefix">The name of the table with a dot; empty if there is only one.</param>
    internal static string Open(string prefix) => $"{prefix}state NOT IN ('done', 'moved', 'refused')";

    private static string Upsert(string table, string key, IReadOnlyList<string> columns, IReadOnlyList<string> fixedColumns) =>
        $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, index) => $"@p{index}"))}) ON CONFLICT ({key}) DO UPDATE SET "
        + string.Join(", ", columns.Where(column => column != key && !fixedColumns.Contains(column)).Select(column => $"{column} = excluded.{column}"));

    private static IEnumerable<object?[]> AgentsOf(IReadOnlyList<ContactRow> contacts) =>
        contacts.SelectMany(contact => contact.Agents.Select(agent => new object?[] { agent, contact.OriginAt, contact.Arrived }));

    private static IEnumerable<object?[]> PathsOf(IReadOnlyList<ContactRow> contacts) =>
        contacts.SelectMany(contact => contact.Path.Distinct().Select(queue => new object?[] { queue, contact.OriginAt, contact.Arrived }));

    private static object?[] ValuesOf(ContactRow row) =>
    [
        row.Arrived, row.Changed, row.Queue, row.Contact, row.State, row.MovedTo, row.Kind, row.Media, row.Caller, row.Number, row.Agent, row.Outcome, row.EndedBy,
        Long(row.OriginAt), Long(row.EnteredAt), Long(row.RequestedAt), Long(row.FirstAnsweredAt), Long(row.FinishedAt),
        Double(row.TalkSeconds), Double(row.WrapUpSeconds), row.Attempts, Long(row.CallbackOrdering), row.Record, row.Connector, row.Code, row.Note,
    ];

    private static ContactRow Contact(DbDataReader row) => new()
    {
        Arrived = row.GetInt64(0),
        Changed = row.GetInt64(1),
        Queue = row.GetString(2),
        Contact = row.GetString(3),
        State = row.GetString(4),
        MovedTo = Text(row, 5),
        Kind = Text(row, 6),
        Media = Text(row, 7),
        Caller = Text(row, 8),
        Number = Text(row, 9),
        Agent = Text(row, 10),
        Outcome = Text(row, 11),
        EndedBy = Text(row, 12),
        OriginAt = Long(row, 13),
        EnteredAt = Long(row, 14),
        RequestedAt = Long(row, 15),
        FirstAnsweredAt = Long(row, 16),
        FinishedAt = Long(row, 17),
        TalkSeconds = row.IsDBNull(18) ? null : row.GetDouble(18),
        WrapUpSeconds = row.IsDBNull(19) ? null : row.GetDouble(19),
        Attempts = row.GetInt32(20),
        CallbackOrdering = Long(row, 21),
        Record = Text(row, 22),
        Connector = Text(row, 23),
        Code = Text(row, 24),
        Note = Text(row, 25),
    };

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Long(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>A null is written as its type, because PostgreSQL needs the type of a null.</summary>
    private static object Long(long? value) => value ?? (object)DbType.Int64;

    private static object Double(double? value) => value ?? (object)DbType.Double;

    /// <summary>Runs a statement for each row of parameters, in one message if the provider supports it.</summary>
    private static int Execute(DbConnection connection, string sql, IEnumerable<object?[]> rows)
    {
        if (connection.CanCreateBatch)
        {
            using var batch = connection.CreateBatch();
            foreach (var row in rows)
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = sql;
                Bind(command.Parameters, command.CreateParameter, row);
                batch.BatchCommands.Add(command);
            }
            return batch.BatchCommands.Count == 0 ? 0 : batch.ExecuteNonQuery();
        }
        var changed = 0;
        using var one = connection.CreateCommand();
        one.CommandText = sql;
        foreach (var row in rows)
        {
            one.Parameters.Clear();
            Bind(one.Parameters, one.CreateParameter, row);
            changed += one.ExecuteNonQuery();
        }
        return changed;
    }

    private static void Bind(DbParameterCollection parameters, Func<DbParameter> create, object?[] values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            var parameter = create();
            parameter.ParameterName = $"@p{index}";
            if (values[index] is DbType type)
                (parameter.DbType, parameter.Value) = (type, DBNull.Value);
            else if (values[index] is { } value)
                parameter.Value = value;
            else
                (parameter.DbType, parameter.Value) = (DbType.String, DBNull.Value);
            parameters.Add(parameter);
        }
    }

    /// <summary>Reads rows on a thread of the pool, because SQLite's provider is synchronous.</summary>
    private Task<IReadOnlyList<T>> ReadAsync<T>(
        string sql, Func<DbDataReader, T> read, CancellationToken cancel, params object[] parameters) => Task.Run<IReadOnlyList<T>>(() =>
    {
        using var connection = open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Bind(command.Parameters, command.CreateParameter, parameters);
        using var row = command.ExecuteReader();
        var rows = new List<T>();
        while (row.Read())
        {
            cancel.ThrowIfCancellationRequested();
            rows.Add(read(row));
        }
        return rows;
    }, cancel);
}
