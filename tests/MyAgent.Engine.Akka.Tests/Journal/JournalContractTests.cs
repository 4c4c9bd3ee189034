using Akka.Persistence;
using static MyAgent.Engine.Akka.Tests.Journal.PluginHarness;

namespace MyAgent.Engine.Akka.Tests.Journal;

/// <summary>What an entity expects of a journal, whichever it is.</summary>
[IntegrationTests]
public sealed class JournalContractTests
{
    private const string Ana = "agent-ana";
    private const string Ben = "agent-ben";

    [Theory, EachPlugin]
    public void All_events_are_replayed_in_their_order(JournalPlugin plugin, JournalKind kind)
    {
        using var journal = new PluginHarness(plugin, kind);
        journal.WriteEach(Ana, "a", "b", "c");
        journal.WriteEach(Ben, "x");
        journal.Replay(Ana).ShouldSatisfyAllConditions(
            replayed => replayed.Events.ShouldBe(["1: a", "2: b", "3: c"]),
            replayed => replayed.Highest.ShouldBe(3));
    }

    [Theory, EachPlugin]
    public void Events_are_replayed_from_one_sequence_number_to_another(JournalPlugin plugin, JournalKind kind)
    {
        using var journal = new PluginHarness(plugin, kind);
        journal.WriteEach(Ana, "a", "b", "c", "d");
        journal.Replay(Ana, from: 3).ShouldSatisfyAllConditions(
            replayed => replayed.Events.ShouldBe(["3: c", "4: d"]), replayed => replayed.Highest.ShouldBe(4));
        journal.Replay(Ana, from: 2, to: 3).Events.ShouldBe(["2: b", "3: c"]);
        journal.Replay(Ana, from: 2, to: 2).Events.ShouldBe(["2: b"]);
        journal.Replay(Ana, from: 3, to: 2).Events.ShouldBeEmpty();
        journal.Replay(Ana, from: 5).Events.ShouldBeEmpty();
    }

    [Theory, EachPlugin]
    public void No_more_events_are_replayed_than_were_asked_for(JournalPlugin plugin, JournalKind kind)
    {
        using var journal = new PluginHarness(plugin, kind);
        journal.WriteEach(Ana, "a", "b", "c", "d");
        journal.Replay(Ana, max: 2).Events.ShouldBe(["1: a", "2: b"]);
        journal.Replay(Ana, from: 2, to: 3, max: 1).Events.ShouldBe(["2: b"]);
        journal.Replay(Ana, max: 0).Events.ShouldBeEmpty();
    }

    [Theory, EachPlugin]
    public void An_entity_that_has_written_nothing_gets_nothing(JournalPlugin plugin, JournalKind kind)
    {
        using var journal = new PluginHarness(plugin, kind);
        journal.WriteEach(Ben, "x");
        journal.Replay(Ana).ShouldSatisfyAllConditions(
            replayed => replayed.Events.ShouldBeEmpty(), replayed => replayed.Highest.ShouldBe(0));
    }

    [Theory, EachPlugin]
    public void Deleted_events_are_not_replayed(JournalPlugin plugin, JournalKind kind)
    {
        using var journal = new PluginHarness(plugin, kind);
        journal.WriteEach(Ana, "a", "b", "c", "d");
        journal.WriteEach(Ben, "x", "y");
        journal.DeleteTo(Ana, 2);
        journal.Replay(Ana).ShouldSatisfyAllConditions(
            replayed => replayed.Events.ShouldBe(["3: c", "4: d"]), replayed => replayed.Highest.ShouldBe(4));
        journal.Replay(Ben).Events.ShouldBe(["1: x", "2: y"]);
    }

    [Theory, EachPlugin]
    public void The_highest_sequence_number_outlives_the_events(JournalPlugin plugin, JournalKind kind)
    {
        using var journal = new PluginHarness(plugin, kind);
        journal.WriteEach(Ana, "a", "b", "c");
        journal.DeleteTo(Ana, 3);
        journal.Replay(Ana).ShouldSatisfyAllConditions(
            replayed => replayed.Events.ShouldBeEmpty(), replayed => replayed.Highest.ShouldBe(3));
        journal.Write(Together(Ana, 4, Named("d"))).ShouldHaveSingleItem().ShouldBeOfType<WriteMessageSuccess>();
        journal.Replay(Ana).Events.ShouldBe(["4: d"]);
    }

    [Theory, EachPlugin]
    public void Events_that_belong_together_are_written_all_or_none(JournalPlugin plugin, JournalKind kind)
    {
        using var journal = new PluginHarness(plugin, kind);
        journal.WriteEach(Ana, "a", "b");
        journal.Stored.Execute("UPDATE journal SET sequence_number = 4 WHERE sequence_number = 2; DELETE FROM journal_check");
        journal.Write(Together(Ana, 2, Named("b"), Named("c"), Named("d"))).ShouldAllBe(told => told is WriteMessageFailure);
        journal.Replay(Ana).Events.ShouldBe(["1: a", "4: b"]);
    }

    [Theory, EachPlugin]
    public void A_sequence_number_is_written_once(JournalPlugin plugin, JournalKind kind)
    {
        using var journal = new PluginHarness(plugin, kind);
        journal.WriteEach(Ana, "a");
        journal.Write(Together(Ana, 1, Named("again"))).ShouldHaveSingleItem().ShouldBeOfType<WriteMessageFailure>();
        journal.Replay(Ana).Events.ShouldBe(["1: a"]);
    }

    [Theory, EachPlugin]
    public void What_has_no_serializer_is_rejected_and_not_written(JournalPlugin plugin, JournalKind kind)
    {
        using var journal = new PluginHarness(plugin, kind);
        journal.WriteEach(Ana, "a");
        journal.Write(Together(Ana, 2, new System.Text.StringBuilder("no event"))).ShouldHaveSingleItem().ShouldBeOfType<WriteMessageRejected>();
        journal.Replay(Ana).ShouldSatisfyAllConditions(
            replayed => replayed.Events.ShouldBe(["1: a"]), replayed => replayed.Highest.ShouldBe(1));
    }

    [Theory, EachPlugin]
    public void An_entity_gets_its_events_and_its_deferred_work_in_order(JournalPlugin plugin, JournalKind kind)
    {
        using var journal = new PluginHarness(plugin, kind);
        var told = journal.Write(
            new Deferred("before"), Together(Ana, 1, Named("a"), Named("b")),
            new Deferred("between"), Together(Ana, 3, Named("c")), new Deferred("after"));
        told.Select(one => one switch
        {
            LoopMessageSuccess deferred => deferred.Message,
            WriteMessageSuccess written => written.Persistent.SequenceNr,
            _ => one,
        }).ShouldBe(["before", 1L, 2L, "between", 3L, "after"]);
        journal.Write(new Deferred("alone")).ShouldHaveSingleItem()
            .ShouldBeOfType<LoopMessageSuccess>().Message.ShouldBe("alone");
    }
}
