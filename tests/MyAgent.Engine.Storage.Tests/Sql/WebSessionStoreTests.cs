using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Storage.Tests.Sql;

[IntegrationTests]
public sealed class WebSessionStoreTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly StorageHarness _test = new();

    public void Dispose() => _test.Dispose();

    [Theory, EachJournal]
    public async Task Sessions_are_kept_ended_once_and_deleted_after_they_expire(JournalKind journal)
    {
        _test.On(journal);
        using (var database = _test.Database.Share())
        {
            await database.Sessions.AddAsync(new WebSession("s1", "t1", [1, 2, 3], Noon.AddHours(14)));
            await database.Sessions.AddAsync(new WebSession("s2", "t1", [4], Noon.AddHours(15)));
            await Should.ThrowAsync<EngineUnavailableException>(() => database.Sessions.AddAsync(new WebSession("s2", "t2", [5], Noon)));
            await database.Sessions.EndAsync("s1", Noon.AddHours(1));
            await database.Sessions.EndAsync("s1", Noon.AddHours(2));
            await database.Sessions.EndAsync("s9", Noon);
        }

        using var again = _test.Database.Share();
        var found = (await again.Sessions.FindAsync("s1")).ShouldNotBeNull();
        found.Proof.ShouldBe([1, 2, 3]);
        (found.TokenId, found.ExpiresAt, found.EndedAt).ShouldBe(("t1", Noon.AddHours(14), Noon.AddHours(1)));
        (await again.Sessions.FindAsync("s9")).ShouldBeNull();
        (await again.Sessions.ListEndedAsync(Noon.AddHours(1))).ShouldBe(["s1"]);
        (await again.Sessions.ListEndedAsync(Noon.AddHours(1).AddTicks(1))).ShouldBeEmpty();
        await again.Sessions.DeleteExpiredAsync(Noon.AddHours(15));
        (await again.Sessions.FindAsync("s1")).ShouldBeNull();
        (await again.Sessions.FindAsync("s2")).ShouldNotBeNull().EndedAt.ShouldBeNull();
    }

    [Theory, EachJournal]
    public async Task Keys_are_kept_and_replaced_by_name(JournalKind journal)
    {
        _test.On(journal);
        using (var database = _test.Database.Share())
        {
            await database.Sessions.AddKeyAsync(new ProtectionKey("k1", "<key id='1'/>"));
            await database.Sessions.AddKeyAsync(new ProtectionKey("k2", "<key id='2'/>"));
            await database.Sessions.AddKeyAsync(new ProtectionKey("k1", "<key id='3'/>"));
        }
        using var again = _test.Database.Share();
        (await again.Sessions.ListKeysAsync()).ShouldBe([new ProtectionKey("k1", "<key id='3'/>"), new ProtectionKey("k2", "<key id='2'/>")]);
    }
}
