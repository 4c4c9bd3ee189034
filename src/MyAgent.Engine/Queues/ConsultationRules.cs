using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>The consulted queue's side of a consultation (rule 33): a contact whose other side is the agent who asks. That agent is told that the consultation is here,
/// and that it is over, again and again until it has confirmed each. Which those are follows from the journaled state, when they were sent is volatile.</summary>
internal sealed class ConsultationRules(QueueContext queue)
{
    private readonly RetrySchedule<ContactId> _taken = new(
        Deadlines.RetryInterval, queue.State.Contacts.Values.Where(contact => contact.Contact.Consultation is not null).Select(contact => contact.Id));

    private readonly RetrySchedule<ContactId> _over = new(Deadlines.RetryInterval, queue.State.EndedConsultations.Keys);

    /// <summary>When the next message is sent again; null for none.</summary>
    public DateTimeOffset? NextDeadline => Deadlines.Earliest(_taken.NextAt, _over.NextAt);

    private QueueState State => queue.State;

    /// <summary>Lets a consultation in, where a call would be let in now. The agent who is asked must work in the queue and be logged in.</summary>
    public Decision OnRequest(RequestConsultation request, DateTimeOffset now)
    {
        var id = request.ConsultId;
        if (State.Contacts.ContainsKey(id))
            return new Decision().Changing(new ConsultationAskedForAgain(id));
        if (State.Finished.Contains(id))
            return Over(id, request.About.AskedBy, State.Finished.Find(id)?.Outcome);
        if (Refuse(request, now) is { } refusal)
            return new Decision().Sending(request.About.AskedBy.Address, new ConsultationRefused(id, refusal));
        var contact = new Contact(
            id, Media.Call, Caller: null, now, new OrderKey(request.Priority, now, State.LastSerial + 1), PreferredAgents: [],
            Arrival: new ArrivalId(queue.Id, State.Revision), Data: request.Data, Consultation: request.About);
        return new Decision().With(new ContactArrived(contact, HeldFor: queue.HoldFor(request.With, now)));
    }

    /// <summary>The asking agent knows that the consultation is here.</summary>
    public static Decision OnKept(ConsultationKept kept) => new Decision().Changing(new ConsultationConfirmed(kept.ConsultId));

    /// <summary>The asking agent ends the consultation, as a caller hangs up.</summary>
    public Decision OnEnd(EndConsultationRequest end) => State.Contacts.TryGetValue(end.ConsultId, out var contact) && contact.Contact.Consultation?.AskedBy == end.AskedBy
        ? ContactRules.HangUp(contact, EndedBy.Caller).Decision
        : Over(end.ConsultId, end.AskedBy, State.Finished.Find(end.ConsultId)?.Outcome);

    /// <summary>The asking agent knows that the consultation is over.</summary>
    public Decision OnOverSeen(ConsultationOverSeen seen) =>
        State.EndedConsultations.ContainsKey(seen.ConsultId) ? new Decision().With(new ConsultationEndHeard(seen.ConsultId)) : new Decision();

    /// <summary>Tells the asking agents what is due.</summary>
    public Decision? Redeliver(DateTimeOffset now)
    {
        if (!_taken.IsDue(now) && !_over.IsDue(now))
            return null;
        var decision = new Decision();
        foreach (var id in _taken.Due(now))
            decision.Sending(State.Contacts[id].Contact.Consultation!.AskedBy.Address, new ConsultationTaken(id, queue.Id)).Changing(new ConsultationTold(id, now));
        foreach (var id in _over.Due(now))
        {
            var ended = State.EndedConsultations[id];
            decision.Sending(ended.AskedBy.Address, new ConsultationOver(id, queue.Id, ended.Outcome)).Changing(new ConsultationTold(id, now));
        }
        return decision;
    }

    /// <summary>Takes note that something has happened: a consultation is here, or over, and its agent is to be told.</summary>
    public void OnEvent(IEvent happened)
    {
        switch (happened)
        {
            case ContactArrived { Contact.Consultation: not null } arrived:
                _taken.Add(arrived.ContactId);
                break;
            case ContactFinished { ContactId: var id } when State.EndedConsultations.ContainsKey(id):
                _taken.Remove(id);
                _over.Add(id);
                break;
            case ConsultationEndHeard heard:
                _over.Remove(heard.ConsultId);
                break;
        }
    }

    public void Apply(ConsultationChange change)
    {
        switch (change)
        {
            case ConsultationTold told:
                (State.Contacts.ContainsKey(told.Consult) ? _taken : _over).Attempted(told.Consult, told.At);
                break;
            case ConsultationAskedForAgain again when State.Contacts.ContainsKey(again.Consult):
                _taken.Remove(again.Consult);
                _taken.Add(again.Consult);
                break;
            case ConsultationConfirmed confirmed:
                _taken.Remove(confirmed.Consult);
                break;
        }
    }

    private Decision Over(ContactId id, AgentId askedBy, ContactOutcome? outcome) =>
        new Decision().Sending(askedBy.Address, new ConsultationOver(id, queue.Id, outcome));

    private Refusal? Refuse(RequestConsultation request, DateTimeOffset now)
    {
        if (State.Settings is null)
            return Refusals.NotFound("unknownQueue", queue.Id.Value);
        if (queue.NotServed(Media.Call) is { } notServed)
            return notServed;
        if (request.With is { } with && !State.Members.ContainsKey(with))
            return Refusals.Rule("agentNotInQueue", with.Value, queue.Id.Value) with { Field = "agentId" };
        if (request.With is { } asked && State.Members[asked] is { Heard: true, LoggedIn: false })
            return Refusals.Rule("agentNotLoggedIn", asked.Value) with { Field = "agentId" };
        return queue.Closed(now) ?? queue.Full;
    }
}

/// <summary>A consultation that is over, whose agent has not confirmed it.</summary>
/// <param name="ConsultId">The consultation.</param>
/// <param name="AskedBy">The agent who asked.</param>
/// <param name="Outcome">How it ended.</param>
internal sealed record EndedConsultation(ContactId ConsultId, AgentId AskedBy, ContactOutcome Outcome);

/// <summary>A change of the messages to agents who have asked for advice.</summary>
internal abstract record ConsultationChange(ContactId Consult) : IVolatileChange;

/// <summary>The agent was told (again) that the consultation is here, or over.</summary>
internal sealed record ConsultationTold(ContactId Consult, DateTimeOffset At) : ConsultationChange(Consult);

/// <summary>The agent knows that the consultation is here.</summary>
internal sealed record ConsultationConfirmed(ContactId Consult) : ConsultationChange(Consult);

/// <summary>The agent asks for the consultation again, and is to be told again that it is here.</summary>
internal sealed record ConsultationAskedForAgain(ContactId Consult) : ConsultationChange(Consult);
