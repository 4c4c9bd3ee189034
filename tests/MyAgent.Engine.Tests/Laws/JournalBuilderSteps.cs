using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>Common steps: the events of queue and agent in the order in which a correct engine writes them.</summary>
internal static class JournalBuilderSteps
{
    private static readonly QueueId Sales = new("sales");

    public static QueueSettings Settings { get; } = QueueSettings.Default("Sales");

    /// <summary>A queue, and agents who are logged in and assigned to it.</summary>
    public static JournalBuilder Open(this JournalBuilder journal, QueueSettings? settings = null, Assignment? assignment = null, params string[] agents)
    {
        journal.Queue(new QueueConfigured(settings ?? Settings));
        foreach (var agent in agents)
            journal.AddAgent(agent, assignment).Agent(agent, new AgentLoggedIn());
        return journal;
    }

    public static JournalBuilder AddAgent(this JournalBuilder journal, string agent, Assignment? assignment = null, string queue = "sales") => journal
        .Agent(agent, new AgentDefined(agent))
        .Agent(agent, new AgentAssigned(new QueueId(queue), assignment ?? new Assignment()))
        .Queue(new AgentJoined(new AgentId(agent), assignment ?? new Assignment(), AgentRevision: 2), queue);

    /// <summary>The agent's pop-up closes by itself.</summary>
    public static JournalBuilder AutoClosePopUps(this JournalBuilder journal) => journal.With<AgentDefined>(defined => defined with { AutoClosePopUp = true });

    public static Contact NewContact(this JournalBuilder journal, string id, int priority = 0, string caller = "+4930123", params string[] preferred) => new(
        new ContactId(id), Media.Call, new CallerAddress(caller), journal.Now,
        new OrderKey(priority, journal.Now, journal.All<ContactArrived>().Count + 1), [.. preferred.Select(agent => new AgentId(agent))]);

    public static JournalBuilder Arrive(this JournalBuilder journal, string id, int priority = 0, string caller = "+4930123", params string[] preferred) =>
        journal.Queue(new ContactArrived(journal.NewContact(id, priority, caller, preferred)));

    public static JournalBuilder Record(this JournalBuilder journal, string id, double limit = 180) =>
        journal.Queue(new RecordingStarted(new ContactId(id), journal.Now.AddSeconds(limit)), cause: JournalBuilder.Connector);

    public static JournalBuilder LeaveMessage(this JournalBuilder journal, string id) => journal
        .Queue(new RecordingStarted(new ContactId(id)))
        .After(10)
        .Queue(new MessageAttached(new ContactId(id), new VoiceMessage("m1", "audio/wav", 8000)))
        .Queue(new CallbackRequested(new ContactId(id), journal.ContactOf(id).Key, "+4930123"));

    public static JournalBuilder Propose(this JournalBuilder journal, string id, string agent) => journal.Queue(
        new ContactOffered(new ContactId(id), new OfferId(Sales, journal.All<ContactOffered>().Count + 1), new AgentId(agent), ChosenBy.LongestIdle));

    public static JournalBuilder Grant(this JournalBuilder journal, string agent, int missedLimit = 1, double? popUpLimit = null)
    {
        var offered = journal.All<ContactOffered>()[^1];
        var contact = journal.ContactOf(offered.ContactId.Value);
        return journal.Agent(agent, new OfferReceived(new Offer(offered.OfferId, contact, 20, missedLimit, popUpLimit), journal.Now.AddSeconds(20)));
    }

    /// <summary>The agent has been granted an offer of a queue with wrap-up codes.</summary>
    public static JournalBuilder Carrying(this JournalBuilder journal, OfferedCodes codes) =>
        journal.With<OfferReceived>(received => received with { Offer = received.Offer with { OfferedCodes = codes } }, journal.All<OfferReceived>().Count - 1);

    public static JournalBuilder Code(this JournalBuilder journal, string id, string agent, string code, bool byDefault = false) =>
        journal.Agent(agent, new WrapUpCodeSet(journal.Newest(), new ContactId(id), new WrapUpCodeId(code), ByDefault: byDefault));

    public static JournalBuilder Ring(this JournalBuilder journal, string id, string agent, int missedLimit = 1, double? popUpLimit = null) =>
        journal.Propose(id, agent).Grant(agent, missedLimit, popUpLimit);

    public static JournalBuilder Accept(this JournalBuilder journal, string agent) => journal
        .Agent(agent, new AcceptanceRequested(journal.Newest()))
        .EndAtQueue(OfferOutcome.Accepted)
        .CloseAtAgent(agent, OfferOutcome.Accepted);

    public static JournalBuilder EndAtQueue(this JournalBuilder journal, OfferOutcome outcome, RejectReason? reason = null)
    {
        var offered = journal.All<ContactOffered>()[^1];
        return journal.Queue(new OfferEnded(offered.ContactId, offered.OfferId, offered.AgentId, outcome, reason));
    }

    public static JournalBuilder CloseAtAgent(this JournalBuilder journal, string agent, OfferOutcome outcome, RejectReason? reason = null) =>
        journal.Agent(agent, new OfferClosed(journal.Newest(), outcome, reason));

    public static JournalBuilder Reject(this JournalBuilder journal, string agent, RejectReason? reason = RejectReason.Declined) =>
        journal.CloseAtAgent(agent, OfferOutcome.Rejected, reason).EndAtQueue(OfferOutcome.Rejected, reason);

    public static JournalBuilder Serve(this JournalBuilder journal, string id, string agent) => journal.Ring(id, agent).After(3).Accept(agent);

    /// <summary>The agent ends the call and closes the pop-up.</summary>
    public static JournalBuilder Finish(this JournalBuilder journal, string id, string agent) => journal
        .Agent(agent, new ContactEnded(new ContactId(id), ByCaller: false))
        .Queue(new ContactFinished(new ContactId(id), ContactOutcome.Served, new AgentId(agent)))
        .After(5)
        .Agent(agent, new PopUpClosed(new ContactId(id)));

    public static JournalBuilder Free(this JournalBuilder journal, string id, string agent) => journal.Finish(id, agent).Agent(agent, new AgentFreed(new ContactId(id)));

    public static JournalBuilder Abandon(this JournalBuilder journal, string id) =>
        journal.Queue(new ContactFinished(new ContactId(id), ContactOutcome.Abandoned, AgentId: null));

    public static JournalBuilder Schedule(this JournalBuilder journal, string id, string agent, double inSeconds, int attempts = 1) => journal
        .Queue(new CallbackScheduled(new ContactId(id), new AgentId(agent), journal.Now.AddSeconds(inSeconds), attempts))
        .Agent(agent, new CallbackOutcomeRecorded(new ContactId(id), Outcome: null, journal.Now.AddSeconds(inSeconds)))
        .Agent(agent, new ContactEnded(new ContactId(id), ByCaller: false))
        .Agent(agent, new PopUpClosed(new ContactId(id)))
        .Agent(agent, new AgentFreed(new ContactId(id)));

    public static JournalBuilder Complete(this JournalBuilder journal, string id, string agent) => journal
        .Queue(new ContactFinished(new ContactId(id), ContactOutcome.Completed, new AgentId(agent)))
        .Agent(agent, new CallbackOutcomeRecorded(new ContactId(id), ContactOutcome.Completed, DueAt: null))
        .Agent(agent, new ContactEnded(new ContactId(id), ByCaller: false))
        .Agent(agent, new PopUpClosed(new ContactId(id)))
        .Agent(agent, new AgentFreed(new ContactId(id)));

    /// <summary>RandomAgent else's business: lets the journal show that the engine is at work for so many seconds.</summary>
    public static JournalBuilder Meanwhile(this JournalBuilder journal, int seconds)
    {
        for (var second = 0; second < seconds; second++)
            journal.After(1).Agent("zoe", new AgentDefined($"Zoe {second}"));
        return journal;
    }

    public static Contact ContactOf(this JournalBuilder journal, string id)
    {
        Contact? contact = null;
        foreach (var happened in journal.All<IContactEvent>().Where(happened => happened.ContactId.Value == id))
        {
            contact = happened switch
            {
                ContactArrived arrived => arrived.Contact,
                ContactTakenOver taken => taken.Contact,
                CallbackRequested requested => contact! with { Callback = new CallbackRequest(requested.Number, journal.Now) },
                CallbackReentered back => contact! with { Key = back.Key },
                OrderKeyChanged changed => contact! with { Key = changed.Key },
                _ => contact,
            };
        }
        return contact!;
    }

    public static OfferId Newest(this JournalBuilder journal) => journal.All<ContactOffered>()[^1].OfferId;
}
