using MyAgent.Engine.Entities;
using Npgsql;

namespace MyAgent.Engine.Storage.Tests.Following;

/// <summary>Reading a journal that several processes write: an event's ordering is taken before its commit, so that a later ordering can become visible before an
/// earlier one.</summary>
[IntegrationTests]
public sealed class ConcurrentWritersTests : IAsyncLifetime
{
    private const string Insert = """
        INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
        VALUES ($1, false, $2, 1, $3, 'agent-defined', 7110, 'test') RETURNING ordering
        """;

    private readonly StorageHarness _test = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<long> _seen = [];
    private ISharedDatabase? _shared;
    private SharedJournalFeed? _feed;
    private Task _following = Task.CompletedTask;

    public Task InitializeAsync()
    {
        if (PostgresServer.IsInstalled)
        {
            _test.On(JournalKind.Postgres);
            _shared = _test.Database.Share();
        }
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following.ContinueWith(_ => { }, TaskScheduler.Default);
        _feed?.Dispose();
        _shared?.Dispose();
        _test.Dispose();
    }

    [PostgresFact]
    public async Task An_event_that_is_committed_late_is_neither_skipped_nor_seen_after_a_later_one()
    {
        Follow();
        await using var early = await WriterAsync();
        await using var late = await WriterAsync();
        await AppendAsync(early, "first");
        var held = await late.BeginTransactionAsync();
        (await AppendAsync(late, "late")).ShouldBe(2);
        (await AppendAsync(early, "third")).ShouldBe(3);
        await SeesAsync([1]);
        await PassAsync(TimeSpan.FromHours(1), timers: 1);
        Seen().ShouldBe([1]);

        await held.CommitAsync();
        await SeesAsync([1, 2, 3]);
    }

    [PostgresFact]
    public async Task An_event_after_a_gap_waits_although_its_writer_s_clock_is_an_hour_behind()
    {
        Follow();
        await using var early = await WriterAsync();
        await using var late = await WriterAsync();
        var held = await late.BeginTransactionAsync();
        await AppendAsync(late, "late");
        await AppendAsync(early, "second", _test.Time.GetUtcNow().AddHours(-1));
        await PassAsync(TimeSpan.FromSeconds(1), timers: 1);
        Seen().ShouldBeEmpty();

        await held.CommitAsync();
        await SeesAsync([1, 2]);
    }

    [PostgresFact]
    public async Task A_gap_whose_transaction_was_rolled_back_is_passed_at_once_also_if_a_clock_is_ahead()
    {
        Follow();
        await using var early = await WriterAsync();
        await using var late = await WriterAsync();
        var held = await late.BeginTransactionAsync();
        await AppendAsync(late, "never");
        await AppendAsync(early, "second", _test.Time.GetUtcNow().AddHours(1));
        await PassAsync(TimeSpan.FromSeconds(1), timers: 1);
        Seen().ShouldBeEmpty();

        await held.RollbackAsync();
        await SeesAsync([2]);
    }

    [PostgresFact]
    public async Task Writers_that_began_after_the_gap_do_not_delay_it()
    {
        Follow();
        await using var early = await WriterAsync();
        await using var late = await WriterAsync();
        await using var endless = await WriterAsync();
        var held = await late.BeginTransactionAsync();
        await AppendAsync(late, "never");
        await AppendAsync(early, "second");
        await PassAsync(TimeSpan.FromSeconds(1), timers: 1);
        await endless.BeginTransactionAsync();
        await AppendAsync(endless, "endless");
        await held.RollbackAsync();
        await SeesAsync([2]);
    }

    [PostgresFact]
    public async Task A_transaction_with_an_ordering_and_no_transaction_id_yet_delays_it_too()
    {
        Follow();
        await using var early = await WriterAsync();
        await using var late = await WriterAsync();
        await AppendAsync(early, "first");
        var held = await late.BeginTransactionAsync();
        await ExecuteAsync(late, "LOCK TABLE journal IN ROW EXCLUSIVE MODE");
        (await ExecuteAsync(late, "SELECT nextval(pg_get_serial_sequence('journal', 'ordering'))")).ShouldBe(2L);
        (await ExecuteAsync(late, "SELECT pg_current_xact_id_if_assigned()::text")).ShouldBe(DBNull.Value);
        (await AppendAsync(early, "third")).ShouldBe(3);
        await SeesAsync([1]);
        await PassAsync(TimeSpan.FromHours(1), timers: 1);
        Seen().ShouldBe([1]);

        await ExecuteAsync(late, """
            INSERT INTO journal OVERRIDING SYSTEM VALUE SELECT 2, created, deleted, 'agent-late', 1, message, manifest, identifier, writer_uuid FROM journal LIMIT 1
            """);
        await held.CommitAsync();
        await SeesAsync([1, 2, 3]);
    }

    [PostgresFact]
    public async Task A_follower_that_begins_during_a_write_misses_nothing()
    {
        await using var early = await WriterAsync();
        await using var late = await WriterAsync();
        var held = await late.BeginTransactionAsync();
        await AppendAsync(late, "late");
        await AppendAsync(early, "second");
        Follow();
        await PassAsync(TimeSpan.FromSeconds(1), timers: 1);
        Seen().ShouldBeEmpty();
        _feed!.Position.ShouldBe(0);

        await held.CommitAsync();
        await SeesAsync([1, 2]);
        (await _feed.EntitiesAsync(EntityKind.Agent)).Select(agent => agent.Id).ShouldBe(["late", "second"]);
    }

    [PostgresFact]
    public async Task Reading_to_the_end_waits_for_the_gap_too()
    {
        await using var early = await WriterAsync();
        await using var late = await WriterAsync();
        var held = await late.BeginTransactionAsync();
        await AppendAsync(late, "late");
        await AppendAsync(early, "second");
        var reading = Task.Run(_test.ReadAllAsync);
        await PassAsync(TimeSpan.FromHours(1), timers: 1);
        reading.IsCompleted.ShouldBeFalse();

        await held.CommitAsync();
        await Eventually.TrueAsync(() => Moved() && reading.IsCompleted);
        (await reading).Select(record => record.Ordering).ShouldBe([1, 2]);
    }

    [PostgresFact]
    public async Task The_server_ends_an_idle_transaction_so_that_its_gap_does_not_last()
    {
        Follow();
        await using var early = await WriterAsync();
        await using var late = await WriterAsync();
        foreach (var (setting, value) in ((string, string)[])[("idle_in_transaction_session_timeout", "10s"), ("statement_timeout", "30s"), ("synchronous_commit", "on")])
            (await ExecuteAsync(late, $"SHOW {setting}")).ShouldBe(value);
        await ExecuteAsync(late, "SET idle_in_transaction_session_timeout = '300ms'");
        await late.BeginTransactionAsync();
        await AppendAsync(late, "still");
        await AppendAsync(early, "second");
        await SeesAsync([2]);
    }

    [PostgresFact]
    public void A_sequence_of_orderings_with_a_cache_is_refused()
    {
        _shared!.Dispose();
        _shared = null;
        _test.Stored.Execute("ALTER TABLE journal ALTER COLUMN ordering SET CACHE 5");
        Should.Throw<UnsuitableDatabaseException>(() => _test.Database.Share()).Message.ShouldContain("SET CACHE 1");
        Should.Throw<UnsuitableDatabaseException>(_test.Claim);
        _test.Stored.Execute("ALTER TABLE journal ALTER COLUMN ordering SET CACHE 1");
        _test.Claim().Dispose();
    }

    [PostgresFact]
    public async Task The_events_of_several_writers_are_seen_once_and_in_the_order_of_their_orderings()
    {
        Follow();
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() => WriteAsync(writer, transactions: 60))));
        await Eventually.TrueAsync(() => Moved() && writing.IsCompleted);
        await SeesAsync([.. (await writing).SelectMany(orderings => orderings).Order()]);
    }

    private async Task<List<long>> WriteAsync(int writer, int transactions)
    {
        var random = new Random(writer);
        var committed = new List<long>();
        await using var connection = await WriterAsync();
        for (var number = 0; number < transactions; number++)
        {
            var transaction = await connection.BeginTransactionAsync();
            var orderings = new List<long>();
            for (var events = random.Next(1, 4); events > 0; events--)
            {
                orderings.Add(await AppendAsync(connection, $"{writer}-{number}-{events}"));
                for (var pause = random.Next(4); pause > 0; pause--)
                    await ExecuteAsync(connection, "SELECT 1");
            }
            if (random.Next(5) == 0)
                await transaction.RollbackAsync();
            else
            {
                await transaction.CommitAsync();
                committed.AddRange(orderings);
            }
        }
        return committed;
    }

    private void Follow()
    {
        _feed = _shared!.Follow(TimeSpan.FromMilliseconds(50), _ => { }, _test.Time);
        _following = FollowAsync(_feed);
    }

    private async Task FollowAsync(IJournalFeed feed)
    {
        await foreach (var record in feed.FollowAsync(0, cancel: _stop.Token))
        {
            lock (_seen)
                _seen.Add(record.Ordering);
        }
    }

    private List<long> Seen()
    {
        lock (_seen)
            return [.. _seen];
    }

    private Task SeesAsync(IReadOnlyList<long> orderings) => Eventually.TrueAsync(() => Moved() && Seen().SequenceEqual(orderings));

    /// <summary>Moves the time in ten steps, after each of which the reader checks the gap.</summary>
    /// <param name="time">The time that passes.</param>
    /// <param name="timers">The number of timers that are set while the reader waits at a gap.</param>
    private async Task PassAsync(TimeSpan time, int timers)
    {
        for (var look = 0; look < 10; look++)
        {
            await Eventually.TrueAsync(() => _test.Time.SetTimers == timers);
            _test.Time.Advance(time / 10);
        }
        await Eventually.TrueAsync(() => _test.Time.SetTimers == timers);
    }

    private bool Moved()
    {
        _test.Time.Advance(TimeSpan.FromMilliseconds(50));
        return true;
    }

    private async Task<NpgsqlConnection> WriterAsync()
    {
        var connection = new NpgsqlConnection($"{_test.Database.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private async Task<long> AppendAsync(NpgsqlConnection connection, string agent, DateTimeOffset? at = null)
    {
        var instant = at ?? _test.Time.GetUtcNow();
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new() { Value = instant.UtcTicks }, new() { Value = new EntityAddress(EntityKind.Agent, agent).PersistenceId },
                new() { Value = System.Text.Encoding.UTF8.GetBytes($$$"""{"at":"{{{instant:yyyy-MM-ddTHH:mm:ssZ}}}","data":{"name":"{{{agent}}}"}}""") },
            },
        };
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
