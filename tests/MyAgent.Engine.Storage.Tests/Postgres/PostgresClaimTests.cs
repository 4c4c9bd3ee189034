using MyAgent.Engine.Agents;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage.Postgres;
using Npgsql;

namespace MyAgent.Engine.Storage.Tests.Postgres;

/// <summary>One connection has the claim on the journal and writes it; an engine that has lost the claim to another one does not write again.</summary>
[IntegrationTests]
public sealed class PostgresClaimTests : IDisposable
{
    private const string WaitForLock = "SELECT pg_advisory_lock(7110, hashtext(coalesce(current_schema(), '')))";

    private const string CountWaiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND classid = 7110 "
        + "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private readonly StorageHarness _test = new();

    public PostgresClaimTests()
    {
        if (PostgresServer.IsInstalled)
            _test.On(JournalKind.Postgres);
    }

    public void Dispose() => _test.Dispose();

    [PostgresFact]
    public async Task The_loss_of_an_idle_connection_is_noticed_and_the_writer_resumes_with_another_one()
    {
        using var storage = _test.Claim();
        await storage.NameAsync("ana", "Ana");
        _test.Stored.EndClaims();
        await Eventually.TrueAsync(() => !storage.Failures.IsEmpty);
        storage.Failures.ShouldHaveSingleItem().Message.ShouldContain("connection");

        // The server may still have the lock of the lost connection at the first attempts.
        await Eventually.TrueAsync(() =>
        {
            _test.Time.Advance(TimeSpan.FromSeconds(5));
            return storage.Commits.Failure is null;
        });
        await storage.NameAsync("ana", "Anna");
        (await NamesAsync()).ShouldBe(["Ana", "Anna"]);
    }

    [PostgresFact]
    public async Task An_engine_whose_journal_was_taken_over_never_writes_it_again()
    {
        using var first = _test.Claim();
        await first.NameAsync("ana", "Ana");
        await using (var other = await TakeLockAsync())
        {
            await Eventually.TrueAsync(() => first.Commits.Failure is JournalInUseException);
            WriterSession.Close(other);
        }
        using (var second = _test.Claim())
        {
            await second.NameAsync("ana", "Anna");
            _test.Time.Advance(TimeSpan.FromSeconds(5));
            await first.Commits.TakenOver.WaitAsync(TimeSpan.FromMinutes(1));
            await Should.ThrowAsync<EngineUnavailableException>(() => first.NameAsync("ana", "late"));
        }

        // Also if no engine has the claim now.
        _test.Time.Advance(TimeSpan.FromMinutes(1));
        await Should.ThrowAsync<EngineUnavailableException>(() => first.NameAsync("ana", "late"));
        (await NamesAsync()).ShouldBe(["Ana", "Anna"]);
    }

    [PostgresFact]
    public void An_engine_takes_its_claim_again_when_the_server_has_released_the_lock_of_its_lost_connection()
    {
        var database = (PostgresDatabase)_test.Database;
        using var first = WriterSession.Claim(database, _ => { });
        Should.Throw<JournalInUseException>(() => WriterSession.Resume(database, first.Epoch, _ => { }));
        first.Dispose();
        using (var again = WriterSession.Resume(database, first.Epoch, _ => { }))
            again.Epoch.ShouldBe(first.Epoch);
        WriterSession.Claim(database, _ => { }).Dispose();
        Should.Throw<JournalTakenOverException>(() => WriterSession.Resume(database, first.Epoch, _ => { }));
    }

    [PostgresFact]
    public async Task A_standby_waits_until_the_journal_is_free()
    {
        var storage = _test.Claim();
        var waiting = ((PostgresDatabase)_test.Database).UntilFreeAsync(TimeProvider.System, CancellationToken.None);
        await storage.NameAsync("ana", "Ana");
        waiting.IsCompleted.ShouldBeFalse();
        storage.Dispose();
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        using var second = _test.Claim();
        (await NamesAsync()).ShouldBe(["Ana"]);
    }

    [PostgresFact]
    public async Task Engines_in_two_schemas_of_one_database_are_independent()
    {
        var connection = PostgresServer.Shared.NewDatabase();
        PostgresServer.Execute(connection, "CREATE SCHEMA paris; CREATE SCHEMA rome");
        using var paris = new ClaimedStorage(new PostgresDatabase($"{connection};Search Path=paris"), _test.Time);
        using var rome = new ClaimedStorage(new PostgresDatabase($"{connection};Search Path=rome"), _test.Time);
        await paris.NameAsync("ana", "Ana");
        await rome.NameAsync("ana", "Anna");
    }

    /// <summary>Waits for the lock of the claim over another connection, and ends the connection that has it.</summary>
    /// <returns>The connection that has the lock now.</returns>
    private async Task<NpgsqlConnection> TakeLockAsync()
    {
        var other = new NpgsqlConnection($"{_test.Database.ConnectionString};Pooling=false");
        await other.OpenAsync();
        await using var wait = new NpgsqlCommand(WaitForLock, other);
        var locked = wait.ExecuteNonQueryAsync();
        await Eventually.TrueAsync(() => _test.Stored.Query<long>(CountWaiting)[0] == 1);
        _test.Stored.EndClaims();
        await locked;
        return other;
    }

    private async Task<IEnumerable<string>> NamesAsync() =>
        (await _test.ReadAllAsync()).Select(record => ((AgentDefined)record.Recorded.Event).Name);
}
