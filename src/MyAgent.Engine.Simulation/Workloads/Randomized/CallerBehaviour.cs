using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Simulation.RandomNumbers;
using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Simulation.Workloads.Randomized;

/// <summary>Those who call: they wait, hang up, leave messages or think better of it, ask to be called back, call again; some of their connectors
/// are gone while they record, and some repeat an arrival late. A few request a callback without calling.</summary>
internal sealed class CallerBehaviour(long seed, Topology topology, ISimulatedEngine engine, Agenda agenda)
{
    private const string Connector = "connector";

    /// <summary>The share of the customers who request a callback without calling.</summary>
    private const double DirectShare = 0.08;

    /// <summary>The share of the callback requests that ask for a window.</summary>
    private const double WindowShare = 0.3;

    private const int MaxTries = 20;

    /// <summary>The mean time after which a connector without an answer repeats the arrival, under another command id.</summary>
    private const double RepeatedAfterSeconds = 900;

    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MaxMessageLength = TimeSpan.FromSeconds(40);

    private readonly Dictionary<ContactId, CallInProgress> _callers = [];

    /// <summary>The contact's customer and where the contact is; null where it is not there any more.</summary>
    public (Customer Customer, QueueId Queue)? Find(ContactId contact) =>
        _callers.TryGetValue(contact, out var caller) ? (caller.Customer, caller.Queue) : null;

    /// <summary>Lets a customer call, write, fax or request a callback without calling.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="connector">The connector that brings the contact; null where that does not say its name.</param>
    public void Call(Customer customer, ConnectorId? connector)
    {
        var direct = new RandomStream(seed, RandomStreamId.DirectCallback, customer.Number);
        if (direct.NextBool(DirectShare))
        {
            RequestDirectly(customer, direct);
            return;
        }
        var chance = new RandomStream(seed, RandomStreamId.Caller, customer.Number);
        var queue = chance.NextOf(topology.Queues).Queue;
        var address = chance.NextBool(0.4) ? chance.NextOf(topology.RegularCallers).Caller : customer.Caller;
        var media = chance.NextBool(0.85) ? Media.Call : chance.NextOf([Media.Email, Media.Fax]);
        DateTimeOffset? origin = chance.NextBool(0.1) ? engine.Now - chance.NextUpTo(60) : null;
        var calling = new CallInProgress(customer, chance) { Queue = queue, Number = chance.NextBool(0.5) ? address.Value : customer.Caller.Value };
        _callers.Add(calling.Id, calling);
        var known = new RandomStream(seed, RandomStreamId.ContactData, customer.Number);
        var (to, arrival) = Arrival.Of(chance.NextBool(0.1) ? null : address, queue, customer.ContactId, media, customer.IsVip ? 1 : null, origin,
            CustomerData.Of(known), connector);
        engine.Send(to, arrival, Connector);
        var repeat = new RandomStream(seed, RandomStreamId.RepeatedArrival, customer.Number);
        if (repeat.NextBool(0.15))
            agenda.Plan(engine.Now + repeat.NextExponential(RepeatedAfterSeconds), () => engine.Send(to, arrival, Connector));
        while (known.NextBool(0.2))
            After(known.NextExponential(60), calling, caller => Send(caller, new ChangeContactData(caller.Id, CustomerData.Change(known))));
    }

    /// <summary>The server of a web page requests a callback, for now, for later or for a date that is refused; some request the same one several times.</summary>
    private void RequestDirectly(Customer customer, RandomStream chance)
    {
        var queue = chance.NextOf(topology.Queues).Queue;
        var number = chance.NextUnit() switch
        {
            < 0.5 => chance.NextOf(topology.RegularCallers).Caller.Value,
            < 0.9 => customer.Caller.Value,
            < 0.95 => "12",
            _ => TopologyQueues.ForbiddenNumber,
        };
        DateTimeOffset? notBefore = chance.NextUnit() switch
        {
            < 0.5 => null,
            < 0.95 => engine.Now + chance.NextUpTo(1200) - TimeSpan.FromSeconds(60),
            _ => engine.Now + TimeSpan.FromDays(2),
        };
        _callers.Add(customer.ContactId, new CallInProgress(customer, chance) { Queue = queue, Number = number, IsCallback = true });
        var window = WindowOf(customer.Number);
        CallerAddress? caller = chance.NextBool(0.7) ? null : customer.Caller;
        var callback = window is null ? new DirectCallback(number, notBefore) : new DirectCallback(number, Window: window);
        var (to, request) = Arrival.OfCallback(caller, queue, customer.ContactId, callback, customer.IsVip ? 1 : null);
        engine.Send(to, request, Connector);
        for (var times = 0; times < 3 && chance.NextBool(0.3); times++)
            agenda.Plan(engine.Now + chance.NextExponential(RepeatedAfterSeconds), () => engine.Send(to, request, Connector));
    }

    /// <summary>Sees what happens to a contact.</summary>
    public void Observe(QueueId queue, IContactEvent happened)
    {
        if (!_callers.TryGetValue(happened.ContactId, out var caller))
            return;
        switch (happened)
        {
            case ContactArrived { Contact.Kind: var kind }:
                caller.Queue = queue;
                if (kind == ContactKind.Call)
                    Wait(caller);
                break;
            case ContactTakenOver:
                (caller.Queue, caller.IsRecording) = (queue, false);
                break;
            case ContactOffered when caller.Chance.NextBool(0.1):
                After(caller.Chance.NextUpTo(4), caller, StartMessage);
                break;
            case RecordingStarted:
                caller.IsRecording = true;
                if (caller.Chance.NextBool(0.15))
                    caller.IsCutOff = true;
                After(caller.Chance.NextUpTo(20), caller, EndMessage);
                break;
            case RecordingGivenUp:
                caller.IsRecording = false;
                break;
            case CallbackRequested:
                (caller.IsRecording, caller.IsCallback) = (false, true);
                break;
            case OfferEnded { Outcome: OfferOutcome.Accepted }:
                caller.IsEngaged = true;
                if (caller.Chance.NextBool(0.15))
                    After(caller.Chance.NextUpTo(caller.Customer.Talk.TotalSeconds), caller, HangUpOnAgent);
                break;
            case CallbackScheduled or ContactReturned or ContactTransferred:
                caller.IsEngaged = false;
                break;
            case ContactRefused or ContactFinished:
                _callers.Remove(happened.ContactId);
                break;
        }
    }

    private void Wait(CallInProgress caller)
    {
        var (chance, customer) = (caller.Chance, caller.Customer);
        if (customer.AsksForCallback)
            After(chance.NextBool(0.3) ? TimeSpan.Zero : chance.NextUpTo(20), caller, chance.NextBool(0.5) ? StartMessage : AskForCallback);
        else if (chance.NextBool(0.15))
            After(chance.NextUpTo(30), caller, StartMessage);
        if (customer.Patience is { } patience)
            After(patience, caller, GiveUp);
    }

    private void StartMessage(CallInProgress caller) => Send(caller, new StartRecording(caller.Id));

    /// <summary>Some wait on after all, some hang up, the others are to be called back.</summary>
    private void EndMessage(CallInProgress caller)
    {
        var what = caller.Chance.NextUnit();
        if (what < 0.25)
            Send(caller, new ResumeWaiting(caller.Id));
        else if (what < 0.45)
            HangUp(caller, MaxTries);
        else
            LeaveMessage(caller);
        After(MaxMessageLength, caller, still =>
        {
            if (still.IsRecording)
                HangUp(still, MaxTries);
        });
    }

    private void LeaveMessage(CallInProgress caller)
    {
        Send(caller, new AttachMessage(caller.Id, new VoiceMessage($"m-{caller.Id}", "audio/wav", Bytes: 1000)));
        AskForCallback(caller);
    }

    private void AskForCallback(CallInProgress caller)
    {
        if (!caller.Chance.NextBool(0.2))
        {
            Send(caller, new RequestCallback(caller.Id, caller.Number, WindowOf(caller.Customer.Number)));
            return;
        }
        Send(caller, new RequestCallback(caller.Id, caller.Chance.NextOf(["12", TopologyQueues.ForbiddenNumber])));
        After(caller.Chance.NextUpTo(10), caller, again => Send(again, new RequestCallback(again.Id, again.Number)));
    }

    private DateTimeOffset? WindowOf(long customer) => WindowChoice.Of(new RandomStream(seed, RandomStreamId.CallbackWindow, customer), WindowShare, engine.Now);

    private void GiveUp(CallInProgress caller)
    {
        if (!caller.IsEngaged)
            HangUp(caller, MaxTries);
    }

    private void HangUpOnAgent(CallInProgress caller) => Send(caller, new HangUp(caller.Id, Ender(caller)));

    /// <summary>The party that ends the call: usually the caller, sometimes the connector, whose line has failed.</summary>
    private EndedBy? Ender(CallInProgress caller) => new RandomStream(seed, RandomStreamId.EndedBy, caller.Customer.Number).NextBool(0.2) ? EndedBy.Connector : null;

    /// <summary>The connector says so until the contact is over: it may have gone on to another queue.</summary>
    private void HangUp(CallInProgress caller, int tries)
    {
        if (caller.IsCallback || tries == 0)
            return;
        Send(caller, new HangUp(caller.Id, Ender(caller)));
        After(TryAgain, caller, still => HangUp(still, tries - 1));
    }

    private void Send(CallInProgress caller, ICommand command)
    {
        if (!caller.IsCutOff)
            engine.Send(caller.Queue.Address, command, Connector);
    }

    private void After(TimeSpan time, CallInProgress caller, Action<CallInProgress> act) => agenda.Plan(engine.Now + time, () =>
    {
        if (_callers.ContainsKey(caller.Id))
            act(caller);
    });

    private sealed class CallInProgress(Customer customer, RandomStream chance)
    {
        public Customer Customer => customer;

        public RandomStream Chance => chance;

        public ContactId Id => customer.ContactId;

        public QueueId Queue { get; set; }

        /// <summary>Where to call back: the address that calls, or another behind the same switchboard.</summary>
        public required string Number { get; init; }

        public bool IsRecording { get; set; }

        /// <summary>Whether the connector is gone, and says no more of the caller.</summary>
        public bool IsCutOff { get; set; }

        public bool IsCallback { get; set; }

        public bool IsEngaged { get; set; }
    }
}
