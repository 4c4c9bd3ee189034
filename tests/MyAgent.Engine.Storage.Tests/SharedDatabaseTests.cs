using MyAgent.Engine.Storage.Postgres;
using Npgsql;

namespace MyAgent.Engine.Storage.Tests;

/// <summary>A database that the nodes of a cluster share.</summary>
[IntegrationTests]
public sealed class SharedDatabaseTests : IDisposable
{
    private const string WaitForLock = "SELECT pg_advisory_lock(7110, hashtext(coalesce(current_schema(), '')))";

    private readonly StorageHarness _test = new();

    public void Dispose() => _test.Dispose();

    [PostgresFact]
    public async Task Nodes_that_start_together_create_the_tables_once()
    {
        _test.On(JournalKind.Postgres);
        var nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _test.Database.Share())));
        foreach (var node in nodes)
            node.Dispose();
    }

    [Theory]
    [EachJournal]
    public void While_a_node_shares_it_no_engine_can_claim_it_for_itself(JournalKind kind)
    {
        _test.On(kind);
        using (_test.Database.Share())
            Should.Throw<JournalInUseException>(_test.Claim);
        using var storage = _test.Claim();
        Should.Throw<JournalInUseException>(() => _test.Database.Share());
    }

    [Theory]
    [EachJournal]
    public void It_may_be_disposed_of_twice(JournalKind kind)
    {
        _test.On(kind);
        var node = _test.Database.Share();
        node.Dispose();
        node.Dispose();

        using var storage = _test.Claim();
    }

    [Theory]
    [EachJournal]
    public async Task Voice_messages_and_tokens_are_the_same_in_a_claimed_and_a_shared_database(JournalKind kind)
    {
        _test.On(kind);
        var sound = new byte[600_000];
        new Random(1).NextBytes(sound);
        using (var node = _test.Database.Share())
        {
            await node.VoiceMessages.StoreAsync("m1", "audio/ogg", new MemoryStream(sound), after: 0);
            await node.VoiceMessages.StoreAsync("m2", "audio/ogg", new MemoryStream(sound), after: 0);
            await node.VoiceMessages.DeleteAsync("m2");
            await node.Tokens.AddAsync(new AccessToken("t1", "agent", "ana", [1, 2, 3], _test.Time.GetUtcNow(), RevokedAt: null));
        }
        using var storage = _test.Claim();
        using var read = new MemoryStream();
        await (await storage.VoiceMessages.OpenAsync("m1")).ShouldNotBeNull().Sound.CopyToAsync(read);
        read.ToArray().ShouldBe(sound);
        (await storage.VoiceMessages.OpenAsync("m2")).ShouldBeNull();
        (await storage.Tokens.ListAsync()).ShouldHaveSingleItem().Agent.ShouldBe("ana");
    }

    [PostgresFact]
    public async Task A_node_claims_it_again_after_a_lost_connection_and_is_taken_over_if_another_engine_was_faster()
    {
        _test.On(JournalKind.Postgres);
        using var node = _test.Database.Share();
        await using var other = new NpgsqlConnection(_test.Database.ConnectionString);
        await other.OpenAsync();
        var first = Holder(other).ShouldNotBeNull();
        _test.Stored.EndClaims();
        await Eventually.TrueAsync(() => Holder(other) is { } second && second != first);
        node.TakenOver.IsCompleted.ShouldBeFalse();

        // Another engine waits for the lock, and gets it when it is free.
        await using var standBy = new NpgsqlCommand(WaitForLock, other);
        var waiting = standBy.ExecuteNonQueryAsync();
        await using var looking = new NpgsqlConnection(_test.Database.ConnectionString);
        await looking.OpenAsync();
        await Eventually.TrueAsync(() => Holder(looking, granted: false) is not null);
        waiting.IsCompleted.ShouldBeFalse();
        _test.Stored.EndClaims();
        await waiting;
        await Eventually.TrueAsync(() => node.TakenOver.IsCompleted);
    }

    [PostgresFact]
    public async Task A_lost_claim_is_taken_again_after_failures_of_which_the_first_is_reported()
    {
        _test.On(JournalKind.Postgres);
        var (failuresLeft, tries, told) = (0, 0, new List<Exception>());
        using var node = new SharedPostgresDatabase((PostgresDatabase)_test.Database, told.Add, database =>
        {
            Interlocked.Increment(ref tries);
            return failuresLeft-- > 0 ? throw new InvalidOperationException("This was not expected.") : WriterSession.Share(database);
        });
        await using var other = new NpgsqlConnection(_test.Database.ConnectionString);
        await other.OpenAsync();
        var first = Holder(other).ShouldNotBeNull();
        failuresLeft = 2;
        _test.Stored.EndClaims();
        await Eventually.TrueAsync(() => Volatile.Read(ref tries) >= 3);
        await Eventually.TrueAsync(() => Holder(other) is { } second && second != first && node.Trouble is null);
        told.ShouldHaveSingleItem().Message.ShouldBe("This was not expected.");
        node.TakenOver.IsCompleted.ShouldBeFalse();
    }

    [PostgresFact]
    public async Task A_node_is_taken_over_if_a_newer_engine_has_changed_the_tables_while_its_claim_was_lost()
    {
        _test.On(JournalKind.Postgres);
        var (isNewer, told) = (false, new List<Exception>());
        using var node = new SharedPostgresDatabase((PostgresDatabase)_test.Database, told.Add, database =>
            isNewer ? throw new NewerDatabaseException(database.Name, 9, 8) : WriterSession.Share(database));
        isNewer = true;
        _test.Stored.EndClaims();
        await Eventually.TrueAsync(() => node.TakenOver.IsCompleted);
        told.ShouldHaveSingleItem().ShouldBeOfType<NewerDatabaseException>();
        node.Trouble.ShouldNotBeNull();
    }

    private static int? Holder(NpgsqlConnection connection, bool granted = true)
    {
        using var ask = new NpgsqlCommand($"""
            SELECT min(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted = {granted} AND classid = 7110
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """, connection);
        return ask.ExecuteScalar() as int?;
    }
}
