using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Tests.Solo;

/// <summary>Snapshots spare events, and can always be done without.</summary>
[IntegrationTests]
public sealed class SnapshotTests
{
    [Theory, EachJournal]
    public async Task A_snapshot_is_made_after_so_many_events_and_with_the_events_after_it_gives_the_same_state(JournalKind kind)
    {
        await using var solo = await FilledAsync(kind, 25);
        await Eventually.TrueAsync(() => Snapshots(solo).Count > 0);
        Snapshots(solo)[0].ShouldBeInRange(10, 25);
        await solo.RestartAsync();
        (await solo.NameOfAsync("ana")).ShouldBe("Ana 25");
    }

    [Theory, EachJournal]
    public async Task A_graceful_stop_leaves_a_snapshot_of_the_last_state(JournalKind kind)
    {
        await using var solo = await FilledAsync(kind, 7);
        await solo.Engine.DisposeAsync();
        Snapshots(solo).ShouldBe([7]);
        solo.Stored.Execute("UPDATE journal SET message = CAST('?' AS blob) WHERE sequence_number < 7");
        await solo.StartAsync();
        (await solo.NameOfAsync("ana")).ShouldBe("Ana 7");
    }

    [Theory, EachJournal]
    public async Task The_newest_two_snapshots_are_kept(JournalKind kind)
    {
        await using var solo = await FilledAsync(kind, 1);
        for (var number = 2; number <= 4; number++)
        {
            await solo.RestartAsync();
            await solo.NameAsync("ana", $"Ana {number}");
        }
        await solo.Engine.DisposeAsync();
        Snapshots(solo).ShouldBe([4, 3]);
    }

    [Theory]
    [EachJournal("UPDATE snapshot SET snapshot = CAST('{' AS blob)")]
    [EachJournal("UPDATE snapshot SET manifest = 'agent-snapshot-99'")]
    [EachJournal("UPDATE snapshot SET sequence_number = 99")]
    [EachJournal("UPDATE snapshot SET sequence_number = 2")]
    [EachJournal("UPDATE snapshot SET snapshot = replace(snapshot, 'ana', 'ben')")]
    [EachJournal("UPDATE snapshot SET snapshot = replace(snapshot, '\"ana\"', 'null')")]
    public async Task A_snapshot_that_cannot_be_used_is_passed_over(JournalKind kind, string damage)
    {
        await using var solo = await FilledAsync(kind, 5);
        await solo.Engine.DisposeAsync();
        solo.Stored.Execute(damage);
        await solo.StartAsync();
        (await solo.NameOfAsync("ana")).ShouldBe("Ana 5");
    }

    [Theory]
    [EachJournal("UPDATE journal SET manifest = 'agent-sneezed' WHERE sequence_number = 3", "agent-sneezed")]
    [EachJournal("UPDATE journal SET message = CAST('{' AS blob) WHERE sequence_number = 3", "agent-defined")]
    public async Task An_event_that_cannot_be_read_stops_the_start_and_is_named(JournalKind kind, string damage, string manifest)
    {
        await using var solo = await DamagedAsync(kind, damage);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var refused = await Should.ThrowAsync<UnreadableJournalException>(() => solo.StartAsync());
            (refused.PersistenceId, refused.SequenceNr, refused.Ordering, refused.Manifest).ShouldBe(("agent-ana", 3, 3, manifest));
        }
    }

    [Theory]
    [EachJournal(1)]
    [EachJournal(3)]
    public async Task A_missing_event_stops_the_start_and_is_named(JournalKind kind, int missing)
    {
        await using var solo = await DamagedAsync(kind, $"DELETE FROM journal WHERE sequence_number = {missing}");
        var refused = await Should.ThrowAsync<UnreadableJournalException>(() => solo.StartAsync());
        (refused.PersistenceId, refused.SequenceNr).ShouldBe(("agent-ana", missing + 1));
        refused.Message.ShouldContain($"event {missing} is missing");
    }

    private static async Task<SoloHarness> FilledAsync(JournalKind kind, int names)
    {
        var solo = new SoloHarness(kind) { Config = "myagent.snapshot-every = 10" };
        await solo.StartAsync();
        for (var number = 1; number <= names; number++)
            await solo.NameAsync("ana", $"Ana {number}");
        return solo;
    }

    private static async Task<SoloHarness> DamagedAsync(JournalKind kind, string damage)
    {
        var solo = await FilledAsync(kind, 5);
        await solo.Engine.DisposeAsync();
        solo.Stored.Execute("DELETE FROM snapshot");
        solo.Stored.Execute(damage);
        return solo;
    }

    private static List<long> Snapshots(SoloHarness solo) =>
        solo.Stored.Query<long>("SELECT sequence_number FROM snapshot ORDER BY sequence_number DESC");
}
