using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>Laws 13 and 16 to 19: invalid counters, replays, commands, clocks and sequences.</summary>
[UnitTests]
public sealed class JournalLawTests
{
    private static readonly CallerAddress Caller = new("+4930123");

    [Fact]
    public void Law_13_finds_attempts_miscounted() =>
        ValidJournals.CallbackScheduled().With<CallbackScheduled>(scheduled => scheduled with { Attempts = 2 })
            .ShouldBreak<CallbackScheduled>(law: 13);

    [Fact]
    public void Law_13_finds_a_callback_given_up_too_soon() =>
        ValidJournals.CallbackCompleted()
            .With<QueueConfigured>(configured => new QueueConfigured(configured.Settings with { Callbacks = configured.Settings.Callbacks with { MaxAttempts = 3 } }))
            .With<ContactFinished>(finished => finished with { Outcome = ContactOutcome.NotReached })
            .ShouldBreak<ContactFinished>(law: 13);

    [Fact]
    public void Law_13_finds_an_offer_number_left_out() =>
        ValidJournals.HangUpWhileRinging().With<ContactOffered>(offered => offered with { OfferId = new OfferId(new QueueId("sales"), 2) })
            .ShouldBreak<ContactOffered>(law: 13);

    [Fact]
    public void Law_13_finds_a_serial_number_given_twice() =>
        ValidJournals.PriorityChanged().With<ContactArrived>(arrived => new ContactArrived(arrived.Contact with { Key = arrived.Contact.Key with { Serial = 1 } }), nth: 1)
            .ShouldBreak<ContactArrived>(law: 13, nth: 1);

    [Fact]
    public void Law_13_finds_an_alarm_that_miscounts() =>
        ValidJournals.Alarm().With<AlarmRaised>(raised => raised with { Value = 3 })
            .ShouldBreak<AlarmRaised>(law: 13);

    [Fact]
    public void Law_13_finds_a_revision_that_the_agent_has_not_reached() =>
        ValidJournals.Call().With<AgentJoined>(joined => joined with { AgentRevision = 3 })
            .ShouldBreak<AgentJoined>(law: 13);

    [Fact]
    public void Law_16_finds_a_snapshot_that_its_events_do_not_give()
    {
        var history = new[] { Configured(1, priority: 3), Configured(2, priority: 5) };
        var snapshot = new CallerSnapshot(Caller, 1, JournalBuilder.Start, [], 3, []);
        SnapshotLaw.Check(Caller.Address, snapshot, history).ShouldBeNull();
        var found = SnapshotLaw.Check(Caller.Address, snapshot with { Priority = 4 }, history).ShouldNotBeNull();
        (found.Law, found.Ordering, found.SequenceNr).ShouldBe((16, 1, 1));
    }

    [Fact]
    public void Law_16_finds_a_snapshot_that_runs_ahead_of_the_journal() =>
        SnapshotLaw.Check(Caller.Address, new CallerSnapshot(Caller, 2, JournalBuilder.Start, [], 3, []), [Configured(1, priority: 3)])
            .ShouldNotBeNull().SequenceNr.ShouldBe(1);

    [Fact]
    public void Law_16_holds_for_a_snapshot_of_an_earlier_version_which_did_not_keep_positions()
    {
        var (queue, history) = WithPriority();
        var snapshot = (QueueSnapshot)queue.TakeSnapshot();
        var earlier = snapshot with { Contacts = [.. snapshot.Contacts.Select(contact => contact with { LeastPosition = null })] };
        SnapshotLaw.Check(queue.Address, earlier, history).ShouldBeNull();
        var lower = snapshot with { Contacts = [.. snapshot.Contacts.Select(contact => contact with { LeastPosition = 0 })] };
        SnapshotLaw.Check(queue.Address, lower, history).ShouldNotBeNull().Law.ShouldBe(16);
    }

    [Fact]
    public void Law_21_finds_a_position_that_rises()
    {
        var (_, history) = WithPriority();
        var law = new PositionLaw();
        IEntity queue = EntityFactory.Create(history[0].Entity);
        foreach (var record in history)
        {
            queue.Apply(record.Recorded);
            law.Note(record);
            law.Ask(queue, record).ShouldBeEmpty();
        }
        var snapshot = (QueueSnapshot)queue.TakeSnapshot();
        var forgetful = EntityFactory.Restore(snapshot with { Contacts = [.. snapshot.Contacts.Select(contact => contact with { LeastPosition = null })] });
        var found = law.Ask(forgetful, history[^1]).ShouldHaveSingleItem();
        (found.Law, found.Ordering).ShouldBe((21, history[^1].Ordering));
    }

    /// <summary>A contact waits, and one of higher priority arrives.</summary>
    private static (IEntity Queue, IReadOnlyList<JournalRecord> History) WithPriority()
    {
        var centre = Centre.With();
        centre.Arrive("c1");
        centre.Arrive("vip", priority: 1);
        var queue = centre.Entity(new QueueId("sales").Address);
        return (queue, [.. centre.Journal.Where(record => record.Entity == queue.Address)]);
    }

    [Fact]
    public void Law_16_compares_remembered_answers_whole()
    {
        var record = Configured(1, priority: 3, commandId: "k1");
        var snapshot = new CallerSnapshot(Caller, 1, JournalBuilder.Start, [], 3, [new RememberedAnswer("k1", new CallerAnswer(Caller, [], 4))]);
        SnapshotLaw.Check(Caller.Address, snapshot, [record]).ShouldNotBeNull().Law.ShouldBe(16);
    }

    [Fact]
    public void Law_16_holds_for_an_answer_that_an_earlier_version_remembered_without_what_answers_tell_today()
    {
        var command = new Cause("ana", "k1");
        List<JournalRecord> history = [.. ValidJournals.Call().Recorded<AcceptanceRequested>(recorded => recorded with { Cause = command })
            .Recorded<OfferClosed>(recorded => recorded with { Cause = command }).Journal().Where(record => record.Entity.Kind == EntityKind.Agent)];
        var ana = history[0].Entity;
        var agent = EntityFactory.Create(ana);
        foreach (var record in history)
            agent.Apply(record.Recorded);
        var snapshot = (AgentSnapshot)agent.TakeSnapshot();
        var answer = (AgentAnswer)snapshot.Answers.Single().Answer;
        answer.Contact!.OfferId.ShouldNotBeNull();

        AgentSnapshot Remembering(CurrentContactAnswer contact) =>
            snapshot with { Answers = [snapshot.Answers.Single() with { Answer = answer with { Contact = contact } }] };
        SnapshotLaw.Check(ana, Remembering(answer.Contact with { OfferId = null }), history).ShouldBeNull();
        SnapshotLaw.Check(ana, Remembering(answer.Contact with { Number = "+3319" }), history).ShouldNotBeNull().Law.ShouldBe(16);
        SnapshotLaw.Check(ana, Remembering(answer.Contact with { HasMessage = true }), history).ShouldNotBeNull().Law.ShouldBe(16);
    }

    [Fact]
    public void Law_17_finds_a_command_that_takes_effect_twice()
    {
        var command = new Cause("ana", "k1");
        new JournalBuilder().Open(agents: "ana")
            .Agent("ana", new BreakStarted("coffee", Until: null), command).After(60)
            .Agent("ana", new AgentBecameAvailable(AgentStatus.Break, AtDeadline: false)).After(1)
            .Agent("ana", new BreakStarted("coffee", Until: null), command)
            .ShouldBreak<BreakStarted>(law: 17, nth: 1);
    }

    [Fact]
    public void Law_17_finds_another_command_that_takes_effect_under_the_id_of_one_at_the_same_instant() =>
        new JournalBuilder().Open(agents: "ana")
            .Agent("ana", new BreakStarted("coffee", Until: null), new Cause("ana", "k1", "hash-of-one"))
            .Agent("ana", new AgentBecameAvailable(AgentStatus.Break, AtDeadline: false), new Cause("ana", "k1", "hash-of-other"))
            .ShouldBreak<AgentBecameAvailable>(law: 17);

    [Fact]
    public void Law_17_lets_one_command_accept_an_offer_in_two_decisions()
    {
        var command = new Cause("ana", "k1");
        ValidJournals.Call()
            .Recorded<AcceptanceRequested>(recorded => recorded with { Cause = command })
            .Recorded<OfferClosed>(recorded => recorded with { Cause = command })
            .Check().ShouldBeEmpty();
    }

    [Fact]
    public void Law_17_lets_a_command_id_return_when_it_is_forgotten()
    {
        var journal = new JournalBuilder();
        for (var number = 0; number <= 32; number++)
            journal.After(1).Agent("ana", new AgentDefined($"Ana {number}"), new Cause("maria", $"k{number}"));
        journal.After(1).Agent("ana", new AgentDefined("Ana"), new Cause("maria", "k0")).Check().ShouldBeEmpty();
        journal.After(1).Agent("ana", new AgentDefined("Anna"), new Cause("maria", "k5")).ShouldBreak<AgentDefined>(law: 17, nth: 34);
    }

    [Fact]
    public void Law_18_finds_an_event_before_the_one_before_it() =>
        ValidJournals.Call().Recorded<PopUpClosed>(recorded => recorded with { At = JournalBuilder.Start })
            .ShouldBreak<PopUpClosed>(law: 18);

    [Fact]
    public void Law_18_lets_the_clocks_of_two_entities_differ() =>
        ValidJournals.Call().Recorded<OfferEnded>(recorded => recorded with { At = recorded.At.AddSeconds(-1) })
            .Check().ShouldBeEmpty();

    [Fact]
    public void Law_19_finds_an_event_that_is_missing()
    {
        var journal = ValidJournals.Call().Journal();
        var arrived = journal.Single(record => record.Recorded.Event is ContactArrived);
        var next = journal.First(record => record.Entity == arrived.Entity && record.SequenceNr > arrived.SequenceNr);
        JournalBuilder.Check(journal.Where(record => record != arrived)).First(violation => violation.Law == 19).Ordering.ShouldBe(next.Ordering);
    }

    [Fact]
    public void Law_19_finds_orderings_that_do_not_grow()
    {
        var journal = ValidJournals.Call().Journal();
        JournalBuilder.Check(journal.Select((record, index) => index == 4 ? record with { Ordering = journal[3].Ordering } : record))
            .First(violation => violation.Law == 19).SequenceNr.ShouldBe(journal[4].SequenceNr);
    }

    private static JournalRecord Configured(long number, int priority, string? commandId = null) =>
        new(number, Caller.Address, number, new RecordedEvent(JournalBuilder.Start, new Cause("maria", commandId), new CallerConfigured([], priority)));
}
