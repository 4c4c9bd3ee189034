using MyAgent.Engine.Storage;
using Npgsql;

namespace MyAgent.Engine.Embedded.Tests;

/// <summary>A database that the nodes of a cluster write together.</summary>
public sealed class SharedDatabaseTests : IDisposable
{
    private const string WaitForLock = "SELECT pg_advisory_lock(7110, hashtext(coalesce(current_schema(), '')))";

    private const string EndClaims = """
        SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private readonly TestEngine _test = new();

    public void Dispose() => _test.Dispose();

    [PostgresFact]
    public async Task Nodes_that_start_together_make_the_tables_once()
    {
        _test.On(JournalKind.Postgres);
        var nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(_test.Options.Database.Share)));
        foreach (var node in nodes)
            node.Dispose();
    }

    [Theory]
    [EachJournal]
    public async Task While_a_node_has_it_no_other_kind_of_engine_can_claim_it(JournalKind kind)
    {
        _test.On(kind);
        using (_test.Options.Database.Share())
            await Should.ThrowAsync<JournalInUseException>(() => _test.OpenAsync());
        await using var engine = await _test.OpenAsync();
        Should.Throw<JournalInUseException>(() => _test.Options.Database.Share());
    }

    [Theory]
    [EachJournal]
    public async Task Voice_messages_and_tokens_are_those_of_the_embedded_host(JournalKind kind)
    {
        _test.On(kind);
        var sound = new byte[600_000];
        new Random(1).NextBytes(sound);
        using (var node = _test.Options.Database.Share())
        {
            await node.VoiceMessages.StoreAsync("m1", "audio/ogg", sound);
            await node.VoiceMessages.StoreAsync("m2", "audio/ogg", sound);
            await node.VoiceMessages.DeleteAsync("m2");
            await node.Tokens.AddAsync(new AccessToken("t1", "agent", "ana", [1, 2, 3], _test.Time.GetUtcNow(), RevokedAt: null));
        }
        await using var engine = await _test.OpenAsync();
        (await engine.VoiceMessages.FindAsync("m1")).ShouldNotBeNull().Sound.ShouldBe(sound);
        (await engine.VoiceMessages.FindAsync("m2")).ShouldBeNull();
        (await engine.Tokens.ListAsync()).ShouldHaveSingleItem().Agent.ShouldBe("ana");
    }

    [PostgresFact]
    public async Task A_node_whose_connection_is_lost_claims_it_again_and_hears_of_it_where_another_engine_was_faster()
    {
        _test.On(JournalKind.Postgres);
        using var node = _test.Options.Database.Share();
        await using var other = new NpgsqlConnection(node.ConnectionString);
        await other.OpenAsync();
        var first = await HolderAsync(other);
        _test.Stored.Execute(EndClaims);
        int? second = null;
        for (var looks = 0; looks < 300 && (second is null || second == first); looks++, await Task.Delay(20))
            second = await HolderAsync(other);
        second.ShouldNotBeNull().ShouldNotBe(first!.Value);
        node.TakenOver.IsCompleted.ShouldBeFalse();

        // Another engine stands by for the lock and gets it as soon as it is free.
        await using var standBy = new NpgsqlCommand(WaitForLock, other);
        var waiting = standBy.ExecuteNonQueryAsync();
        await using var looking = new NpgsqlConnection(node.ConnectionString);
        await looking.OpenAsync();
        while (await HolderAsync(looking, granted: false) is null)
            waiting.IsCompleted.ShouldBeFalse();
        _test.Stored.Execute(EndClaims);
        await waiting;
        await TestEngine.UntilAsync(() => node.TakenOver.IsCompleted);
    }

    private static async Task<int?> HolderAsync(NpgsqlConnection connection, bool granted = true)
    {
        await using var ask = new NpgsqlCommand($"""
            SELECT min(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted = {granted} AND classid = 7110
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """, connection);
        return await ask.ExecuteScalarAsync() as int?;
    }
}
