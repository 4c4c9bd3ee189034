using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;

namespace MyAgent.Engine.Embedded.Tests;

/// <summary>One connection holds the claim on the journal and writes it; who has lost it does not write any more.</summary>
public sealed class PostgresClaimTests : IDisposable
{
    private const string EndWriter = """
        SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private readonly TestEngine _test = new();

    public void Dispose() => _test.Dispose();

    [PostgresFact]
    public async Task A_connection_that_is_lost_at_rest_is_noticed_and_the_engine_takes_up_from_the_journal()
    {
        _test.On(JournalKind.Postgres);
        await using var engine = await _test.OpenAsync();
        await TestEngine.NameAsync(engine, "ana", "Ana");
        _test.Stored.Execute(EndWriter);
        await TestEngine.UntilAsync(() => engine.Health.State == EngineState.Unhealthy);
        engine.Health.Reason.ShouldNotBeNull().ShouldContain("connection");
        await Should.ThrowAsync<EngineUnavailableException>(() => TestEngine.NameAsync(engine, "ana", "lost"));

        await TestEngine.UntilAsync(() =>
        {
            _test.Time.Advance(TimeSpan.FromSeconds(10));
            return engine.Health.State == EngineState.Healthy;
        });
        await TestEngine.NameAsync(engine, "ana", "Anna");
        (await TestEngine.NamesAsync(engine, "ana")).ShouldBe(["Ana", "Anna"]);
        engine.TakenOver.IsCompleted.ShouldBeFalse();
    }

    [PostgresFact]
    public async Task Who_has_lost_the_journal_to_another_never_writes_it_again()
    {
        _test.On(JournalKind.Postgres);
        await using var first = await _test.OpenAsync();
        await TestEngine.NameAsync(first, "ana", "Ana");
        _test.Stored.Execute(EndWriter);
        await using (var second = await _test.OpenAsync())
        {
            await TestEngine.NameAsync(second, "ana", "Anna");
            await TestEngine.UntilAsync(() =>
            {
                _test.Time.Advance(TimeSpan.FromSeconds(10));
                return first.TakenOver.IsCompleted;
            });
            await Should.ThrowAsync<EngineUnavailableException>(() => TestEngine.NameAsync(first, "ana", "late"));
        }

        // Also when nobody has the journal any more.
        _test.Time.Advance(TimeSpan.FromSeconds(10));
        await Should.ThrowAsync<EngineUnavailableException>(() => TestEngine.NameAsync(first, "ana", "late"));
        first.Health.State.ShouldBe(EngineState.Unhealthy);
        (await TestEngine.ReadAllAsync(_test.Options.Database.ReadJournal())).Count.ShouldBe(2);
    }

    [PostgresFact]
    public async Task Who_had_the_journal_to_itself_all_the_time_takes_it_up_again_although_the_server_still_held_the_lock()
    {
        _test.On(JournalKind.Postgres);
        var database = (PostgresDatabase)_test.Options.Database;
        using var first = WriterSession.Claim(database, _ => { });
        Should.Throw<JournalInUseException>(() => WriterSession.Resume(database, first.Epoch, _ => { }));
        first.Dispose();
        using (var again = WriterSession.Resume(database, first.Epoch, _ => { }))
            again.Epoch.ShouldBe(first.Epoch);
        WriterSession.Claim(database, _ => { }).Dispose();
        Should.Throw<JournalTakenOverException>(() => WriterSession.Resume(database, first.Epoch, _ => { }));
    }

    [PostgresFact]
    public async Task Who_stands_by_waits_until_the_journal_is_free()
    {
        _test.On(JournalKind.Postgres);
        var database = (PostgresDatabase)_test.Options.Database;
        var engine = await _test.OpenAsync();
        var waiting = database.UntilFreeAsync(TimeProvider.System, CancellationToken.None);
        await TestEngine.NameAsync(engine, "ana", "Ana");
        waiting.IsCompleted.ShouldBeFalse();
        engine.Abandon();
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        await using var second = await _test.OpenAsync();
        (await TestEngine.NamesAsync(second, "ana")).ShouldBe(["Ana"]);
    }

    [PostgresFact]
    public async Task Engines_in_two_schemas_of_one_database_do_not_disturb_each_other()
    {
        var connection = PostgresServer.Shared.NewDatabase();
        PostgresServer.Execute(connection, "CREATE SCHEMA paris; CREATE SCHEMA rome");
        await using var paris = await EmbeddedEngine.OpenAsync(new EmbeddedOptions { Database = new PostgresDatabase($"{connection};Search Path=paris") });
        await using var rome = await EmbeddedEngine.OpenAsync(new EmbeddedOptions { Database = new PostgresDatabase($"{connection};Search Path=rome") });
        rome.Health.State.ShouldBe(EngineState.Healthy);
    }
}
