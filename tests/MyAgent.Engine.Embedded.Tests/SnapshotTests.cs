using MyAgent.Engine.Storage;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Embedded.Tests;

public sealed class SnapshotTests : IDisposable
{
    private readonly TestEngine _test = new();

    public SnapshotTests() => _test.Options = _test.Options with { SnapshotEvery = 10 };

    public void Dispose() => _test.Dispose();

    [Theory, EachJournal]
    public async Task A_snapshot_is_made_in_the_background_and_with_the_events_after_it_gives_the_same_state(JournalKind journal)
    {
        _test.On(journal);
        var engine = await _test.OpenAsync();
        await NameManyAsync(engine, 25);
        await Eventually.TrueAsync(() => Snapshots().Count > 0);
        engine.Abandon();
        Snapshots()[0].ShouldBeInRange(10, 25);

        await using var again = await _test.OpenAsync();
        (await TestEngine.NamesAsync(again, "ana")).ShouldBe(Names(25));
    }

    [Theory, EachJournal]
    public async Task A_graceful_stop_leaves_a_snapshot_of_the_last_state(JournalKind journal)
    {
        _test.On(journal);
        var engine = await _test.OpenAsync();
        await NameManyAsync(engine, 7);
        await engine.DisposeAsync();
        Snapshots().ShouldBe([7]);
        _test.Stored.Execute("UPDATE journal SET message = CAST('?' AS blob) WHERE sequence_number < 7");

        await using var again = await _test.OpenAsync();
        (await TestEngine.NamesAsync(again, "ana")).ShouldBe(Names(7));
    }

    [Theory, EachJournal]
    public async Task The_newest_two_snapshots_are_kept(JournalKind journal)
    {
        _test.On(journal);
        for (var round = 1; round <= 4; round++)
        {
            await using var engine = await _test.OpenAsync();
            await TestEngine.NameAsync(engine, "ana", round.ToString());
        }
        Snapshots().ShouldBe([4, 3]);
    }

    [Theory]
    [EachJournal("UPDATE snapshot SET snapshot = CAST('{' AS blob)")]
    [EachJournal("UPDATE snapshot SET manifest = 'caller-snapshot-99'")]
    [EachJournal("UPDATE snapshot SET sequence_number = 99")]
    [EachJournal("UPDATE snapshot SET sequence_number = 2")]
    [EachJournal("UPDATE snapshot SET snapshot = replace(snapshot, 'agent-ana', 'agent-ben')")]
    [EachJournal("UPDATE snapshot SET snapshot = replace(snapshot, 'agent-ana', 'nonsense')")]
    public async Task A_snapshot_that_cannot_be_used_is_passed_over(JournalKind journal, string damage)
    {
        _test.On(journal);
        var engine = await _test.OpenAsync();
        await NameManyAsync(engine, 5);
        await engine.DisposeAsync();
        _test.Stored.Execute(damage);

        await using var again = await _test.OpenAsync();
        (await TestEngine.NamesAsync(again, "ana")).ShouldBe(Names(5));
    }

    [Theory]
    [EachJournal("UPDATE journal SET manifest = 'agent-sneezed' WHERE sequence_number = 3", "agent-sneezed")]
    [EachJournal("UPDATE journal SET message = CAST('{' AS blob) WHERE sequence_number = 3", "agent-defined")]
    public async Task An_event_that_cannot_be_read_stops_the_start_and_is_named(JournalKind journal, string damage, string manifest)
    {
        _test.On(journal);
        await PrepareAsync(damage);
        var refused = await Should.ThrowAsync<UnreadableJournalException>(() => _test.OpenAsync());
        (refused.PersistenceId, refused.SequenceNr, refused.Ordering, refused.Manifest).ShouldBe(("agent-ana", 3, 3, manifest));
        refused.Message.ShouldContain("agent-ana");
        await Should.ThrowAsync<UnreadableJournalException>(() => _test.OpenAsync());
    }

    [Theory, EachJournal]
    public async Task A_missing_event_stops_the_start_and_is_named(JournalKind journal)
    {
        _test.On(journal);
        await PrepareAsync("DELETE FROM journal WHERE sequence_number = 3");
        var refused = await Should.ThrowAsync<UnreadableJournalException>(() => _test.OpenAsync());
        (refused.PersistenceId, refused.SequenceNr).ShouldBe(("agent-ana", 4));
        refused.Message.ShouldContain("event 3 is missing");
    }

    private async Task PrepareAsync(string damage)
    {
        var engine = await _test.OpenAsync();
        await NameManyAsync(engine, 5);
        await engine.DisposeAsync();
        _test.Stored.Execute("DELETE FROM snapshot");
        _test.Stored.Execute(damage);
    }

    private static async Task NameManyAsync(EmbeddedEngine engine, int count)
    {
        foreach (var name in Names(count))
            await TestEngine.NameAsync(engine, "ana", name);
    }

    private static IEnumerable<string> Names(int count) => Enumerable.Range(1, count).Select(number => $"Ana {number}");

    private List<long> Snapshots() => _test.Stored.Query<long>("SELECT sequence_number FROM snapshot ORDER BY sequence_number DESC");
}
