using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Simulation.Tests.Mutations;

/// <summary>Errors in the rules of queues.</summary>
internal static class QueueMutations
{
    public static IReadOnlyDictionary<string, Mutation> All { get; } = new Dictionary<string, Mutation>
    {
        ["an agent is offered two contacts"] = Queues() with
        {
            Decided = (moment, decision) => decision.WithEvent(happened =>
                happened is ContactOffered offered ? offered with { AgentId = Engaged(moment) ?? offered.AgentId } : happened),
        },
        ["a withdrawn offer is recorded as missed"] = Queues() with
        {
            Decided = (_, decision) => decision.WithEvent(happened =>
                happened is OfferEnded { Outcome: OfferOutcome.Withdrawn } ended ? ended with { Outcome = OfferOutcome.Missed } : happened),
        },
        ["a contact that is over stays engaged"] = Queues() with
        {
            Decided = (_, decision) => decision.WithEvents(happened => happened is ContactFinished { Outcome: ContactOutcome.Served } ? [] : [happened]),
        },
        ["the agent does not learn that the caller hung up"] = Queues() with
        {
            Decided = (_, decision) => decision.WithSends(message => message is WithdrawOffer ? null : message),
        },
        ["an offer that fails costs the place"] = Queues() with { Decided = (moment, decision) => decision.WithEvents(happened => Demoted(moment, happened)) },
        ["the newest goes first"] = Queues() with
        {
            Decided = (moment, decision) => decision.WithEvent(happened => happened is ContactOffered offered ? offered with { ContactId = Newest(moment) } : happened),
        },
        ["a callback goes before the calls"] = Queues() with
        {
            Decided = (_, decision) => decision.WithEvent(happened =>
                happened is CallbackRequested requested ? requested with { Key = requested.Key with { Priority = 99 } } : happened),
        },
        ["no contact is matched"] = Queues() with
        {
            Decided = (_, decision) => decision.Events.Any(happened => happened is ContactOffered) ? null : decision,
        },
        ["failed attempts are not counted"] = Queues() with
        {
            Decided = (_, decision) => decision.WithEvent(happened => happened is CallbackScheduled scheduled ? scheduled with { Attempts = scheduled.Attempts - 1 } : happened),
        },
        ["all agents take callbacks"] = Queues() with
        {
            Believed = (recorded, _) => recorded.Event is AgentJoined joined
                ? recorded with { Event = joined with { Assignment = joined.Assignment with { Callbacks = true } } }
                : recorded,
        },
        ["a scheduled callback comes back early"] = Queues() with { Believed = (recorded, _) => Due(recorded, TimeSpan.FromSeconds(-30)) },
        ["a scheduled callback comes back twice"] = Queues() with
        {
            Decided = (_, decision) => decision.WithEvents(happened => happened is CallbackReentered ? [happened, happened] : [happened]),
        },
        ["a scheduled callback does not come back"] = Queues() with { Believed = (recorded, _) => Due(recorded, TimeSpan.FromDays(1)) },
        ["a window holds everybody"] = Queues() with
        {
            Believed = (recorded, _) => recorded.Event is QueueConfigured { Settings: { Callbacks: { Windows: { } windows } callbacks } settings } configured
                ? recorded with { Event = configured with { Settings = settings with { Callbacks = callbacks with { Windows = windows with { Capacity = 1000 } } } } }
                : recorded,
        },
        ["the position is said as it is"] = Queues() with
        {
            Decided = (_, decision) => decision.WithAnswer(answer => answer is ContactAnswer contact ? contact with { PositionToSay = contact.Position } : answer),
        },
        ["a contact that its agent has ended is transferred"] = Queues() with
        {
            Decided = (moment, decision) => decision.WithEvent(happened =>
                moment.Message is AgentReport report && happened is ContactFinished { Outcome: ContactOutcome.Served } finished
                    ? new ContactTransferred(finished.ContactId, new ContactTransfer(Of(moment).QueueId, Of(moment).QueueId, report.AgentId, moment.Now))
                    : happened),
        },
        ["calls of a lost connector are offered"] = Queues() with
        {
            Believed = (recorded, _) => recorded.Event is ConnectorNewsHeard { IsLost: true } heard ? recorded with { Event = heard with { IsLost = false } } : recorded,
        },
        ["a rejected contact comes back at once"] = Queues() with
        {
            Believed = (recorded, _) => recorded.Event is OfferEnded { Reason: not null } ended
                ? recorded with { Event = ended with { Outcome = OfferOutcome.Withdrawn, Reason = null } }
                : recorded,
        },
        ["any caller of the same address takes the callback's place"] = Queues() with
        {
            Decided = (moment, decision) => decision.WithEvents(happened =>
                happened is ContactArrived { Resumes: null } arrived && Callback(moment, arrived.Contact.Caller) is { } callback
                    ? [
                        new ContactFinished(callback.ContactId, ContactOutcome.Superseded, AgentId: null),
                        new ContactArrived(arrived.Contact with { Key = callback.Key }, callback.ContactId)]
                    : [happened]),
        },
        ["a recording does not end"] = Queues() with
        {
            Believed = (recorded, _) => recorded.Event is RecordingStarted started ? recorded with { Event = started with { Until = started.Until?.AddDays(1) } } : recorded,
        },
        ["a recording ends early"] = Queues() with
        {
            Believed = (recorded, _) => recorded.Event is RecordingStarted started ? recorded with { Event = started with { Until = started.Until?.AddSeconds(-3) } } : recorded,
        },
        ["every contact was ended by its caller"] = Queues() with
        {
            Decided = (_, decision) => decision.WithEvent(happened => happened is ContactFinished finished ? finished with { EndedBy = EndedBy.Caller } : happened),
        },
        ["finished contacts are forgotten"] = Queues() with
        {
            Decided = (moment, decision) => decision.WithEvents(happened =>
                happened is QueueCommandAnswered { Refusal: { Code: "contactExists", State: "done" } } && moment.Message is AdmitContact again
                    ? [Arrived(again, moment)]
                    : [happened]),
        },
        ["a replay gives another state"] = Queues() with
        {
            Believed = (recorded, alive) => alive && recorded.Event is ContactArrived { Contact: var contact } arrived
                ? recorded with { Event = arrived with { Contact = contact with { OriginAt = contact.OriginAt.AddSeconds(1) } } }
                : recorded,
        },
        ["the agent of a consultation gets the contact and keeps the consultation"] = Queues() with
        {
            Decided = (_, decision) => decision.Events.Any(happened => happened is ContactOffered { InPlaceOf: not null })
                ? decision.WithEvents(happened => happened is ContactFinished ? [] : [happened])
                : decision,
        },
        ["a consultation goes on without its contact"] = Queues() with
        {
            Heard = envelope => envelope.Message is EndConsultationRequest end ? envelope with { Message = new ConsultationKept(end.ConsultId) } : envelope,
        },
    };

    private static Mutation Queues() => new(EntityKind.Queue);

    private static QueueSnapshot Of(Moment moment) => (QueueSnapshot)moment.Entity.TakeSnapshot();

    private static ContactArrived Arrived(AdmitContact arriving, Moment moment)
    {
        var (queue, key) = (Of(moment), new OrderKey(arriving.Priority, moment.Now, Of(moment).LastSerial + 1));
        return new ContactArrived(new Contact(
            arriving.ContactId, arriving.Media, arriving.Caller, moment.Now, key, arriving.PreferredAgents, Arrival: new ArrivalId(queue.QueueId, queue.Revision)));
    }

    private static AgentId? Engaged(Moment moment) => Of(moment).Contacts.FirstOrDefault(contact => contact.State == ContactState.Engaged)?.Agent;

    private static Contact? Callback(Moment moment, CallerAddress? caller) => Of(moment).Contacts
        .FirstOrDefault(contact => contact is { State: ContactState.Waiting, MovingTo: null, Contact.Callback: not null } && contact.Contact.Caller == caller)?.Contact;

    private static ContactId Newest(Moment moment) =>
        Of(moment).Contacts.Where(contact => contact.State == ContactState.Waiting).MaxBy(contact => contact.Contact.Key)!.Contact.ContactId;

    private static IEnumerable<IEvent> Demoted(Moment moment, IEvent happened)
    {
        yield return happened;
        if (happened is OfferEnded { Outcome: not OfferOutcome.Accepted } ended)
        {
            var key = Of(moment).Contacts.Single(contact => contact.Contact.ContactId == ended.ContactId).Contact.Key;
            yield return new OrderKeyChanged(ended.ContactId, key with { At = moment.Now });
        }
    }

    private static RecordedEvent Due(RecordedEvent recorded, TimeSpan late) =>
        recorded.Event is CallbackScheduled scheduled ? recorded with { Event = scheduled with { DueAt = scheduled.DueAt + late } } : recorded;
}
