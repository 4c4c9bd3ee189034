using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>Journals of a correct engine. The tests of each law change them.</summary>
internal static class ValidJournals
{
    public static JournalBuilder Call() => new JournalBuilder().Open(agents: "ana").After(1)
        .Arrive("c1").Serve("c1", "ana").After(60).Free("c1", "ana");

    public static JournalBuilder WrapUp() => new JournalBuilder().Open(assignment: new Assignment(WrapUpSeconds: 30), agents: "ana").After(1)
        .Arrive("c1").Serve("c1", "ana").After(60).Finish("c1", "ana").StartWrapUp(30)
        .After(10).Agent("ana", new WrapUpExtended(JournalBuilder.Start.AddSeconds(1 + 3 + 60 + 5 + 60)))
        .After(50).Agent("ana", new AgentBecameAvailable(AgentStatus.WrapUp, AtDeadline: true));

    /// <summary>The agent chooses a code in wrap-up, then another, and is available.</summary>
    public static JournalBuilder Coded() => new JournalBuilder().Open(assignment: new Assignment(WrapUpSeconds: 30), agents: "ana").After(1)
        .Arrive("c1").Ring("c1", "ana").Carrying(Codes).After(3).Accept("ana").After(60).Finish("c1", "ana").StartWrapUp(30)
        .After(10).Code("c1", "ana", "sold").After(1).Code("c1", "ana", "lost")
        .Agent("ana", new AgentBecameAvailable(AgentStatus.WrapUp, AtDeadline: false), JournalBuilder.Supervisor);

    /// <summary>The agent chooses no code, and no wrap-up follows.</summary>
    public static JournalBuilder CodedByDefault() => new JournalBuilder().Open(agents: "ana").After(1)
        .Arrive("c1").Ring("c1", "ana").Carrying(Codes).After(3).Accept("ana").After(60).Finish("c1", "ana").Code("c1", "ana", "other", byDefault: true)
        .Agent("ana", new AgentFreed(new ContactId("c1")));

    private static OfferedCodes Codes { get; } =
        new([new WrapUpCodeId("sold"), new WrapUpCodeId("lost"), new WrapUpCodeId("other")], Required: true, new WrapUpCodeId("other"));

    public static JournalBuilder Overdue() => new JournalBuilder().Open(agents: "ana").After(1)
        .Arrive("c1").Ring("c1", "ana", popUpLimit: 20).Accept("ana").After(60)
        .Agent("ana", new ContactEnded(new ContactId("c1"), ByCaller: true))
        .Queue(new ContactFinished(new ContactId("c1"), ContactOutcome.Served, new AgentId("ana")))
        .After(20).Agent("ana", new PopUpOverdue(new ContactId("c1")))
        .After(5).Agent("ana", new PopUpClosed(new ContactId("c1"))).Agent("ana", new AgentFreed(new ContactId("c1")));

    public static JournalBuilder PopUpClosesByItself() => new JournalBuilder().Open(agents: "ana").AutoClosePopUps().After(1)
        .Arrive("c1").Serve("c1", "ana").After(60)
        .Agent("ana", new ContactEnded(new ContactId("c1"), ByCaller: true))
        .Agent("ana", new PopUpClosed(new ContactId("c1"))).Agent("ana", new AgentFreed(new ContactId("c1")))
        .Queue(new ContactFinished(new ContactId("c1"), ContactOutcome.Served, new AgentId("ana")));

    /// <summary>The call is over before the callback has its outcome.</summary>
    public static JournalBuilder PopUpClosesWithTheOutcome() => new JournalBuilder().Open().After(1)
        .Arrive("c1").After(5).LeaveMessage("c1").After(5).AddAgent("ana").AutoClosePopUps().Agent("ana", new AgentLoggedIn())
        .Serve("c1", "ana").After(30)
        .Agent("ana", new ContactEnded(new ContactId("c1"), ByCaller: false)).After(10)
        .Queue(new ContactFinished(new ContactId("c1"), ContactOutcome.Completed, new AgentId("ana")))
        .Agent("ana", new CallbackOutcomeRecorded(new ContactId("c1"), ContactOutcome.Completed, DueAt: null))
        .Agent("ana", new PopUpClosed(new ContactId("c1"))).Agent("ana", new AgentFreed(new ContactId("c1")));

    public static JournalBuilder HangUpWhileRinging() => new JournalBuilder().Open(agents: "ana").After(1)
        .Arrive("c1").Ring("c1", "ana").After(3)
        .EndAtQueue(OfferOutcome.Withdrawn).Abandon("c1").CloseAtAgent("ana", OfferOutcome.Withdrawn);

    public static JournalBuilder Missed() => new JournalBuilder().Open(agents: ["ana", "ben"]).After(1)
        .Arrive("c1").Ring("c1", "ana").After(20)
        .CloseAtAgent("ana", OfferOutcome.Missed).Agent("ana", new AgentStoppedResponding()).EndAtQueue(OfferOutcome.Missed)
        .Serve("c1", "ben").After(60).Free("c1", "ben")
        .Agent("ana", new AgentBecameAvailable(AgentStatus.NotResponding, AtDeadline: false), JournalBuilder.Supervisor);

    public static JournalBuilder Rejected() => new JournalBuilder().Open(agents: ["ana", "ben"]).After(1)
        .Arrive("c1").Ring("c1", "ana").After(3)
        .CloseAtAgent("ana", OfferOutcome.Rejected).EndAtQueue(OfferOutcome.Rejected)
        .Serve("c1", "ben").After(60).Free("c1", "ben");

    public static JournalBuilder RejectedByTheOnlyAgent() => new JournalBuilder().Open(agents: "ana").After(1)
        .Arrive("c1").Ring("c1", "ana").After(3).Reject("ana", RejectReason.Busy)
        .After(5).Serve("c1", "ana").After(60).Free("c1", "ana");

    public static JournalBuilder RejectedThreeTimes() => new JournalBuilder().Open(agents: "ana").After(1)
        .Arrive("c1").Ring("c1", "ana").After(3).Reject("ana").After(5).Ring("c1", "ana").After(3).Reject("ana").After(5).Ring("c1", "ana").After(3)
        .CloseAtAgent("ana", OfferOutcome.Rejected, RejectReason.Declined).Agent("ana", new AgentStoppedResponding())
        .EndAtQueue(OfferOutcome.Rejected, RejectReason.Declined)
        .After(60).Agent("ana", new AgentBecameAvailable(AgentStatus.NotResponding, AtDeadline: false), JournalBuilder.Supervisor)
        .Serve("c1", "ana").After(60).Free("c1", "ana");

    public static JournalBuilder NoAnswer() => new JournalBuilder().Open(agents: ["ana", "ben"]).After(1)
        .Arrive("c1").Ring("c1", "ana").After(3)
        .CloseAtAgent("ana", OfferOutcome.Missed, RejectReason.NoAnswer).Agent("ana", new AgentStoppedResponding())
        .EndAtQueue(OfferOutcome.Missed, RejectReason.NoAnswer)
        .Serve("c1", "ben").After(60).Free("c1", "ben")
        .Agent("ana", new AgentBecameAvailable(AgentStatus.NotResponding, AtDeadline: false), JournalBuilder.Supervisor);

    public static JournalBuilder RememberedBreak() => new JournalBuilder().Open(agents: "ana").After(1)
        .Arrive("c1").Serve("c1", "ana").After(10)
        .Agent("ana", new NextRemembered(new NextRequest(NextStatus.Break, "lunch", 600)))
        .After(10).Free("c1", "ana").Agent("ana", new BreakStarted("lunch", JournalBuilder.Start.AddSeconds(1 + 3 + 10 + 10 + 5 + 600)))
        .After(600).Agent("ana", new AgentBecameAvailable(AgentStatus.Break, AtDeadline: true));

    public static JournalBuilder RememberedLogOutAfterWrapUp() => new JournalBuilder().Open(assignment: new Assignment(WrapUpSeconds: 30), agents: "ana").After(1)
        .Arrive("c1").Serve("c1", "ana").After(10)
        .Agent("ana", new NextRemembered(new NextRequest(NextStatus.LogOut)))
        .After(10).Finish("c1", "ana").StartWrapUp(30).After(30).Agent("ana", new AgentLoggedOut(Forced: false));

    public static JournalBuilder RecordedWhileRinging() => new JournalBuilder().Open(agents: "ana").After(1)
        .Arrive("c1").Ring("c1", "ana").After(3).EndAtQueue(OfferOutcome.Withdrawn).Record("c1").CloseAtAgent("ana", OfferOutcome.Withdrawn)
        .After(20).Queue(new RecordingGivenUp(new ContactId("c1")), cause: JournalBuilder.Connector).Serve("c1", "ana").After(60).Free("c1", "ana");

    public static JournalBuilder RecordedUntilTheLimit()
    {
        var journal = new JournalBuilder().Open().After(1).Arrive("c1").After(5).Record("c1").After(180);
        return journal.Queue(new CallbackRequested(new ContactId("c1"), journal.ContactOf("c1").Key, "+4930123")).After(5)
            .AddAgent("ana").Agent("ana", new AgentLoggedIn()).Serve("c1", "ana").After(30).Complete("c1", "ana");
    }

    public static JournalBuilder Requeued() => new JournalBuilder().Open(agents: "ana").After(1)
        .Arrive("c1").Serve("c1", "ana").After(2)
        .Agent("ana", new ContactRequeued(new ContactId("c1"), RequeueReason.NotBridged), JournalBuilder.Connector)
        .Queue(new ContactReturned(new ContactId("c1"), new AgentId("ana"), RequeueReason.NotBridged))
        .After(5).Serve("c1", "ana").After(60).Free("c1", "ana");

    public static JournalBuilder CallbackCompleted() => new JournalBuilder().Open().After(1)
        .Arrive("c1").After(5).LeaveMessage("c1").After(5).AddAgent("ana").Agent("ana", new AgentLoggedIn())
        .Serve("c1", "ana").After(30)
        .Queue(new CallbackCallEnded(new ContactId("c1"))).After(5).Complete("c1", "ana");

    public static JournalBuilder CallbackScheduled() => new JournalBuilder().Open().After(1)
        .Arrive("c1").After(5).LeaveMessage("c1").AddAgent("ana").Agent("ana", new AgentLoggedIn())
        .Serve("c1", "ana").After(30).Schedule("c1", "ana", inSeconds: 3600)
        .After(3600).Reenter("c1").Serve("c1", "ana").After(30).Complete("c1", "ana");

    public static JournalBuilder ForcedLogOut() => new JournalBuilder().Open().After(1)
        .Arrive("c1").After(5).LeaveMessage("c1").AddAgent("ana").Agent("ana", new AgentLoggedIn())
        .Serve("c1", "ana").After(30)
        .Agent("ana", new AgentLoggedOut(Forced: true), JournalBuilder.Supervisor).Queue(new ContactReturned(new ContactId("c1"), new AgentId("ana")))
        .After(30).Agent("ana", new AgentLoggedIn()).Serve("c1", "ana").After(30).Complete("c1", "ana");

    public static JournalBuilder ForcedLogOutWhileRinging() => new JournalBuilder().Open(agents: "ana").After(1)
        .Arrive("c1").Ring("c1", "ana").After(3)
        .CloseAtAgent("ana", OfferOutcome.Withdrawn).Agent("ana", new AgentLoggedOut(Forced: true), JournalBuilder.Supervisor)
        .EndAtQueue(OfferOutcome.Withdrawn).After(10).Abandon("c1");

    public static JournalBuilder Superseded()
    {
        var journal = new JournalBuilder().Open().After(1).Arrive("c1").After(5).LeaveMessage("c1").After(60)
            .Queue(new ContactFinished(new ContactId("c1"), ContactOutcome.Superseded, AgentId: null));
        return journal.Queue(new ContactArrived(journal.NewContact("c2") with { Key = journal.ContactOf("c1").Key }, new ContactId("c1"))).After(10).Abandon("c2");
    }

    public static JournalBuilder Moved()
    {
        var journal = new JournalBuilder().Open(JournalBuilderSteps.Settings with { MaxWaitSeconds = 60, OverflowQueue = new QueueId("late") })
            .Queue(new QueueConfigured(QueueSettings.Default("Late")), "late").After(1)
            .Arrive("c1").After(60).Queue(new ContactMoving(new ContactId("c1"), new QueueId("late")));
        return journal
            .Queue(new ContactTakenOver(journal.ContactOf("c1"), new QueueId("sales")), "late")
            .Queue(new ContactMoved(new ContactId("c1"), new QueueId("late")))
            .After(30).Queue(new ContactFinished(new ContactId("c1"), ContactOutcome.Abandoned, AgentId: null), "late")
            .Queue(new MovedContactFinished(new ContactId("c1")));
    }

    public static JournalBuilder Transferred()
    {
        ContactId c1 = new("c1");
        QueueId sales = new("sales"), late = new("late");
        AgentId ana = new("ana");
        var journal = new JournalBuilder().Open(agents: "ana").Queue(new QueueConfigured(QueueSettings.Default("Late")), "late").After(1)
            .Arrive("c1").Serve("c1", "ana").After(20);
        var transfer = new ContactTransfer(sales, late, ana, journal.Now, NewPlace: true, Move: 1);
        var contact = journal.ContactOf("c1");
        return journal
            .Agent("ana", new ContactEnded(c1, ByCaller: false, EndedBy.Agent, transfer))
            .Queue(new ContactTransferred(c1, transfer))
            .Queue(new ContactTakenOver(contact with { Key = transfer.PlaceAfter(contact.Key), Moves = 1, Transfer = transfer }, sales), "late")
            .Queue(new ContactMoved(c1, late))
            .After(5).Agent("ana", new PopUpClosed(c1)).Agent("ana", new AgentFreed(c1))
            .After(30).Queue(new ContactFinished(c1, ContactOutcome.Abandoned, AgentId: null), "late")
            .Queue(new MovedContactFinished(c1));
    }

    public static JournalBuilder PriorityChanged() => new JournalBuilder().Open().After(1)
        .Arrive("c1").After(1).Arrive("c2").After(1)
        .Queue(new OrderKeyChanged(new ContactId("c2"), new OrderKey(5, JournalBuilder.Start.AddSeconds(2), 2)), cause: JournalBuilder.Supervisor)
        .AddAgent("ana").Agent("ana", new AgentLoggedIn()).Serve("c2", "ana").After(60).Free("c2", "ana")
        .Serve("c1", "ana").After(60).Free("c1", "ana");

    public static JournalBuilder Alarm() => new JournalBuilder()
        .Open(JournalBuilderSteps.Settings with { Alarms = new AlarmSettings(Waiting: 2, LongestWaitSeconds: null) }).After(1)
        .Arrive("c1").Arrive("c2").Queue(new AlarmRaised(AlarmKind.Waiting, 2)).After(30).Abandon("c1").Queue(new AlarmCleared(AlarmKind.Waiting, 1));

    public static JournalBuilder StartWrapUp(this JournalBuilder journal, double seconds) =>
        journal.Agent("ana", new WrapUpStarted(new QueueId("sales"), journal.Now.AddSeconds(seconds)));

    public static JournalBuilder Reenter(this JournalBuilder journal, string id) => journal.Queue(new CallbackReentered(new ContactId(id), journal.ContactOf(id).Key));
}
