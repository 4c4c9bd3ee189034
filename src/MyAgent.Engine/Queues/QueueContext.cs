using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>What all parts of a queue read: its id, its journaled state, its policy and its matching.</summary>
internal sealed class QueueContext(QueueId id, QueueState state)
{
    private Matching? _matching;

    public QueueId Id => id;

    public QueueState State => state;

    /// <summary>The policy; the defaults before it was configured.</summary>
    public QueueSettings Settings => state.Settings ?? QueueSettings.Default(id.Value);

    /// <summary>Why a contact that arrives now is refused because the waiting list is full (rule 16); null where it is not.</summary>
    public Refusal? Full => state.WaitingList.Count >= Settings.MaxWaiting
        ? Refusals.Rule("queueFull", id.Value, QueueRefusals.Text(Settings.MaxWaiting ?? 0))
        : null;

    /// <summary>Why a contact is refused now because the queue is closed (rule 17); null where it is open.</summary>
    public Refusal? Closed(DateTimeOffset now) =>
        Settings.OpeningHours is { } hours && !hours.IsOpen(now) ? Refusals.Rule("queueClosed", id.Value) : null;

    /// <summary>Why a contact is refused because of what it comes in by; null where the queue takes it.</summary>
    public Refusal? NotServed(Media media) =>
        Settings.Media.Contains(media) ? null : Refusals.Rule("mediaNotServed", id.Value, QueueRefusals.CamelCase(media));

    /// <summary>The hold of a contact that is for one agent of the queue (rule 33), from now; null where it is for any.</summary>
    public AgentHold? HoldFor(AgentId? agent, DateTimeOffset now) =>
        agent is { } one ? new AgentHold(one, now.AddSeconds(Settings.TransferHoldSecondsOrDefault)) : null;

    /// <summary>Whether an agent may have a contact handed over (rule 33): a callback only one who takes callbacks in the queue.</summary>
    public bool MayHaveHandedOver(Contact contact, AgentId agent) => contact.Callback is null || state.Members.GetValueOrDefault(agent)?.Assignment.Callbacks == true;

    /// <summary>The contact that arrives.</summary>
    /// <param name="arriving">The arrival.</param>
    /// <param name="origin">When it first entered the system.</param>
    /// <param name="key">Its place.</param>
    /// <param name="now">The instant.</param>
    public Contact Arrived(AdmitContact arriving, DateTimeOffset origin, OrderKey key, DateTimeOffset now) => new(
        arriving.ContactId, arriving.Media, arriving.Caller, origin, key, arriving.PreferredAgents, Arrival: new ArrivalId(id, state.Revision),
        Data: arriving.Data?.OrNothing(), Connector: arriving.Connector is { } connector ? new ContactConnector(connector, now) : null);

    /// <summary>Made when it is first needed: replaying the journal does without it.</summary>
    public Matching Matching => _matching ??= new Matching(state, state.LastEventAt);

    /// <summary>How long the contacts that waited through an outage of the engine may wait beyond their limit (rule 33c); null without an outage.
    /// Volatile.</summary>
    public RecoveryGrace? Grace { get; set; }

    /// <summary>How long the contact that has waited longest has waited, in seconds; 0 where none waits.</summary>
    public double LongestWaitSeconds(DateTimeOffset now) =>
        Matching.LongestWaiting is { } longest ? Math.Max(0, (now - longest.EnteredAt).TotalSeconds) : 0;

    /// <summary>Decides that matching is to take into account that time has passed; null where it has.</summary>
    public Decision? PassTime(DateTimeOffset now) => Matching.Now < now ? new Decision().Changing(new TimePassed(now)) : null;

    /// <summary>Applies an event. What it changes is taken out of the matching before and put back after: its orders must never change under it.</summary>
    public void Apply(RecordedEvent recorded)
    {
        if (_matching is not { } matching)
        {
            state.Apply(recorded);
            return;
        }
        matching.AdvanceTo(recorded.At);
        if (recorded.Event is ConnectorNewsHeard heard)
        {
            Apply(recorded, heard, matching);
            return;
        }
        var contact = (recorded.Event as IContactEvent)?.ContactId;
        if (contact is { } leaving && state.Contacts.TryGetValue(leaving, out var before))
            matching.Remove(before);
        var agent = AgentOf(recorded.Event);
        if (agent is { } going && state.Members.TryGetValue(going, out var was))
            matching.Remove(was);

        state.Apply(recorded);

        if (agent is { } coming && state.Members.TryGetValue(coming, out var now))
            matching.Add(now);
        if (contact is { } entering && state.Contacts.TryGetValue(entering, out var after))
            matching.Add(after);
        if (recorded.Event is AgentJoined or AgentLeft)
            matching.LookAgain(agent!.Value);
        if (recorded.Event is QueueConfigured or QueueRemoved)
            _matching = null;
    }

    /// <summary>Rule 30: all calls of a connector leave the matching, or come back into it, at once.</summary>
    private void Apply(RecordedEvent recorded, ConnectorNewsHeard heard, Matching matching)
    {
        foreach (var call in state.CallsOf(heard.Connector))
            matching.Remove(call);
        state.Apply(recorded);
        foreach (var call in state.CallsOf(heard.Connector))
            matching.Add(call);
    }

    /// <summary>The agent whose membership or open offer an event changes.</summary>
    private AgentId? AgentOf(IEvent happened) => happened switch
    {
        AgentJoined joined => joined.AgentId,
        AgentLeft left => left.AgentId,
        ContactOffered offered => offered.AgentId,
        OfferEnded ended => ended.AgentId,
        ContactReturned returned => returned.AgentId,
        ContactTransferred transferred => transferred.Transfer.By,
        CallbackScheduled scheduled => scheduled.AgentId,
        ContactFinished finished => state.Contacts[finished.ContactId].Agent,
        _ => null,
    };
}

/// <summary>Time has passed.</summary>
internal sealed record TimePassed(DateTimeOffset Now) : IVolatileChange;
