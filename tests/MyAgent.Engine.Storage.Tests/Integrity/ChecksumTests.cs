using MyAgent.Engine.Callers;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage.Integrity;

namespace MyAgent.Engine.Storage.Tests.Integrity;

/// <summary>Rows that have changed since they were written are noticed.</summary>
[IntegrationTests]
public sealed class ChecksumTests : IDisposable
{
    private readonly StorageHarness _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void The_checksum_of_a_row_is_frozen()
    {
        Checksum.Of("agent-ana", 7, 639134820118430000, "agent-defined", "{\"name\":\"Ana\"}"u8).ToString("x16").ShouldBe("7707f196712592f1");
        Checksum.Of("agent-ana"u8, 7, 639134820118430000, "agent-defined"u8, "{\"name\":\"Ana\"}"u8)
            .ShouldBe(Checksum.Of("agent-ana", 7, 639134820118430000, "agent-defined", "{\"name\":\"Ana\"}"u8));
    }

    [Theory]
    [EachJournal("message = CAST(replace(message, 'Anna', 'Emma') AS blob)")]
    [EachJournal("created = created + 1")]
    [EachJournal("sequence_number = 77")]
    [EachJournal("persistence_id = 'agent-eve'")]
    public async Task A_changed_row_is_named(JournalKind kind, string change)
    {
        _test.On(kind);
        using (var storage = _test.Claim())
            await storage.NameAsync("ana", "Ana", "Anna", "Annie");
        (await _test.ReadAllAsync()).Count.ShouldBe(3);
        _test.Stored.Execute($"UPDATE journal SET {change} WHERE ordering = 2");

        var thrown = await Should.ThrowAsync<UnreadableJournalException>(_test.ReadAllAsync);
        thrown.Ordering.ShouldBe(2);
        thrown.Message.ShouldContain("checksum");
        using var again = _test.Claim();
        using var source = again.Journal.OpenSource();
        Should.Throw<UnreadableJournalException>(() => source.ReadEntity(new EntityAddress(EntityKind.Agent, change.Contains("eve") ? "eve" : "ana"), 0).Count());
    }

    [Theory, EachJournal]
    public async Task Events_without_checksums_are_counted_and_are_no_error(JournalKind kind)
    {
        _test.OnGolden(kind);
        _test.Database.ReadJournal().CheckCompleteness().ShouldBe(new ChecksumCounts(GoldenDatabase.Events, GoldenDatabase.Events, 0, null));
        using (var storage = _test.Claim())
            await storage.NameAsync("eve", "Eve");
        _test.Database.ReadJournal().CheckCompleteness().ShouldBe(new ChecksumCounts(GoldenDatabase.Events + 1, GoldenDatabase.Events, 0, null));
        (await _test.ReadAllAsync()).Count.ShouldBe(GoldenDatabase.Events + 1);
    }

    [Theory, EachJournal]
    public async Task Missing_events_are_counted_but_deleted_ones_are_not(JournalKind kind)
    {
        _test.On(kind);
        using (var storage = _test.Claim())
        {
            await storage.NameAsync("ana", "Ana", "Anna", "Annie");
            await storage.NameAsync("ben", "Ben", "Benny");
            storage.Journal.Delete("agent-ben", 1);
        }
        _test.Database.ReadJournal().CheckCompleteness().ShouldBe(new ChecksumCounts(4, 0, 0, null));
        _test.Stored.Execute("DELETE FROM journal WHERE ordering IN (2, 3)");
        _test.Database.ReadJournal().CheckCompleteness().ShouldBe(new ChecksumCounts(2, 0, 2, 2));
    }

    [Theory, EachJournal]
    public void A_damaged_snapshot_is_replaced_by_the_one_before_it(JournalKind kind)
    {
        _test.On(kind);
        using var storage = _test.Claim();
        storage.Journal.Save([Snapshot(5)]);
        storage.Journal.Save([Snapshot(9)]);
        using var source = storage.Journal.OpenSource();
        source.FindSnapshot("caller-eve", 100).ShouldNotBeNull().SequenceNr.ShouldBe(9);
        _test.Stored.Execute("UPDATE snapshot SET snapshot = CAST(replace(snapshot, '\"priority\":9', '\"priority\":8') AS blob) WHERE sequence_number = 9");

        source.FindSnapshot("caller-eve", 100).ShouldNotBeNull().SequenceNr.ShouldBe(5);
        _test.Database.ReadJournal().ReadSnapshots().Select(kept => (kept.SequenceNr, kept.IsDamaged)).ShouldBe([(5, false), (9, true)]);

        // A row that replaces it, as Akka.Persistence.Sql may write one, has no checksum and is accepted.
        _test.Stored.Execute("UPDATE snapshot SET created = created + 1 WHERE sequence_number = 9");
        source.FindSnapshot("caller-eve", 100).ShouldNotBeNull().SequenceNr.ShouldBe(9);
    }

    [Theory, EachJournal]
    public void The_checksum_of_a_snapshot_is_deleted_with_it(JournalKind kind)
    {
        _test.On(kind);
        using var storage = _test.Claim();
        foreach (var revision in (long[])[1, 2, 3, 4])
            storage.Journal.Save([Snapshot(revision)]);
        _test.Stored.Query<long>("SELECT sequence_number FROM snapshot_check ORDER BY 1").ShouldBe([3, 4]);
        storage.Journal.DeleteSnapshots("caller-eve", 0, 4);
        _test.Stored.Query<long>("SELECT sequence_number FROM snapshot_check").ShouldBeEmpty();
    }

    [PostgresFact]
    public async Task Rows_to_which_PostgreSQL_assigns_orderings_in_another_order_are_not_written()
    {
        _test.On(JournalKind.Postgres);
        using var storage = _test.Claim();
        _test.Stored.Execute("ALTER TABLE journal ALTER COLUMN ordering SET INCREMENT BY -1 SET MINVALUE -1000 SET MAXVALUE 1000 RESTART WITH 500");
        await Should.ThrowAsync<EngineUnavailableException>(() => storage.NameAsync("ana", "Ana", "Anna"));
        (await _test.ReadAllAsync()).ShouldBeEmpty();
    }

    private StoredSnapshot Snapshot(long revision)
    {
        var (manifest, payload) = CompactSnapshots.Write(new CallerSnapshot(new CallerAddress("eve"), revision, _test.Time.GetUtcNow(), [], (int)revision, []));
        return new StoredSnapshot("caller-eve", revision, _test.Time.GetUtcNow(), manifest, payload);
    }
}
