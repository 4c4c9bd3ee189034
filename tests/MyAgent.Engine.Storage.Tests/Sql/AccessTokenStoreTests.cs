using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Storage.Tests.Sql;

[IntegrationTests]
public sealed class AccessTokenStoreTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly StorageHarness _test = new();

    public void Dispose() => _test.Dispose();

    [Theory, EachJournal]
    public async Task Access_tokens_are_kept_and_revoked_once(JournalKind journal)
    {
        _test.On(journal);
        var storage = _test.Claim();
        var token = new AccessToken("t1", "agent", "ana", [1, 2, 3], Noon, RevokedAt: null);
        await storage.Tokens.AddAsync(token);
        await storage.Tokens.AddAsync(token with { Id = "t2", Role = "admin", Agent = null });
        await storage.Tokens.AddAsync(token with { Id = "t3", Role = "connector", Agent = null, Queues = ["sales", "support"] });
        await storage.Tokens.AddAsync(token with { Id = "t4", Role = "connector", Agent = null, Queues = ["sales"], Agents = true });
        await storage.Tokens.AddAsync(token with { Id = "t5", Role = "connector", Agent = null, Agents = true });
        (await storage.Tokens.RevokeAsync("t1", Noon.AddHours(1))).ShouldBeTrue();
        (await storage.Tokens.RevokeAsync("t1", Noon.AddHours(2))).ShouldBeFalse();
        (await storage.Tokens.RevokeAsync("t9", Noon)).ShouldBeFalse();
        await Should.ThrowAsync<EngineUnavailableException>(() => storage.Tokens.AddAsync(token));
        storage.Dispose();

        using var again = _test.Claim();
        var tokens = await again.Tokens.ListAsync();
        tokens.Select(known => (known.Id, known.Role, known.Agent, known.RevokedAt))
            .ShouldBe([
                ("t1", "agent", "ana", Noon.AddHours(1)), ("t2", "admin", null, null),
                ("t3", "connector", null, null), ("t4", "connector", null, null), ("t5", "connector", null, null)]);
        tokens.Select(known => known.Queues).ShouldBe([null, null, ["sales", "support"], ["sales"], null]);
        tokens.Select(known => known.Agents).ShouldBe([false, false, false, true, true]);
        tokens[0].Hash.ShouldBe([1, 2, 3]);
    }
}
