using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.TestSupport;

/// <summary>Events in few words.</summary>
public static class Happened
{
    public const string Caller = "+33123456789";

    public static Contact Contact(string id, double at = 0, Media media = Media.Call, int priority = 0, params string[] preferred) => new(
        new ContactId(id), media, CallerAddress.FromText(Caller), JournalScript.Second(at), new OrderKey(priority, JournalScript.Second(at), 1),
        [.. preferred.Select(agent => new AgentId(agent))]);

    public static ContactArrived Arrived(string id, double at = 0, Media media = Media.Call, int priority = 0, params string[] preferred) =>
        new(Contact(id, at, media, priority, preferred));

    public static CallbackRequested Requested(string id, double at = 0) =>
        new(new ContactId(id), new OrderKey(0, JournalScript.Second(at), 1), Caller);

    public static ContactOffered Offered(string id, string agent, int number = 1, ChosenBy by = ChosenBy.LongestIdle, string queue = "sales") =>
        new(new ContactId(id), Offer(number, queue), new AgentId(agent), by);

    public static OfferEnded Ended(string id, string agent, OfferOutcome outcome, int number = 1, string queue = "sales", RejectReason? reason = null) =>
        new(new ContactId(id), Offer(number, queue), new AgentId(agent), outcome, reason);

    public static IEvent[] Accepted(string id, string agent, int number = 1) =>
        [Offered(id, agent, number), Ended(id, agent, OfferOutcome.Accepted, number)];

    public static ContactFinished Finished(string id, ContactOutcome outcome, string? agent = null) =>
        new(new ContactId(id), outcome, agent is null ? null : new AgentId(agent));

    public static QueueConfigured Configured(Func<QueueSettings, QueueSettings>? change = null) =>
        new((change ?? (settings => settings))(QueueSettings.Default("Sales")));

    public static AgentJoined Joined(string agent, Assignment? assignment = null) => new(new AgentId(agent), assignment ?? new Assignment(), 1);

    public static OfferReceived Received(string contact, int number = 1, string queue = "sales", double expires = 20) => new(
        new Offer(Offer(number, queue), Contact(contact), TimeoutSeconds: 20, MissedLimit: 1, PopUpLimitSeconds: null),
        JournalScript.Second(expires));

    public static OfferClosed Closed(OfferOutcome outcome, int number = 1, string queue = "sales") => new(Offer(number, queue), outcome);

    public static WrapUpCodeSet Coded(string contact, string code, int number = 1, string? note = null, bool byDefault = false, string queue = "sales") =>
        new(Offer(number, queue), new ContactId(contact), new WrapUpCodeId(code), note, byDefault);

    /// <summary>An offer of a queue that has wrap-up codes.</summary>
    public static OfferReceived ReceivedWithCodes(string contact, params string[] codes)
    {
        var received = Received(contact);
        return received with { Offer = received.Offer with { OfferedCodes = new OfferedCodes([.. codes.Select(code => new WrapUpCodeId(code))]) } };
    }

    public static ContactEnded Over(string contact) => new(new ContactId(contact), ByCaller: true);

    public static PopUpClosed PopUp(string contact) => new(new ContactId(contact));

    public static WrapUpStarted WrapUp(double until, string queue = "sales") => new(new QueueId(queue), JournalScript.Second(until));

    public static AgentBecameAvailable Available(AgentStatus from = AgentStatus.WrapUp) => new(from, AtDeadline: true);

    private static OfferId Offer(int number, string queue) => new(new QueueId(queue), number);
}
