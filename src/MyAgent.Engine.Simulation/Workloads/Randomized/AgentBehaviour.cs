using System.Globalization;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Simulation.RandomNumbers;
using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Simulation.Workloads.Randomized;

/// <summary>Agents who accept at once, late or never, reject for any reason, reschedule callbacks or do not reach the caller, whose telephones fail, who ask for
/// advice, transfer contacts, set wrap-up codes or none, forget their pop-ups, extend or end their wrap-ups, ask for breaks in any state, log out and log in again at
/// another telephone.</summary>
internal sealed class AgentBehaviour(long seed, Topology topology, ISimulatedEngine engine, Agenda agenda, CallerBehaviour callers)
{
    /// <summary>The share of the scheduled callbacks for which a window is asked for.</summary>
    private const double WindowShare = 0.3;

    private const int MaxTries = 60;
    private const int MaxOffers = 1000;
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BeyondHorizon = TimeSpan.FromDays(2);

    private static readonly WrapUpCodeId UnknownCode = new("unknown");

    private static readonly IReadOnlyList<RejectReason?> Reasons = [null, .. Enum.GetValues<RejectReason>()];

    private static readonly IReadOnlyList<FailureCause> Causes = Enum.GetValues<FailureCause>();

    private readonly Dictionary<AgentId, Desk> _desks = [];
    private readonly Dictionary<ContactId, int> _offers = [];

    /// <summary>Sees what happens to an agent.</summary>
    public void Observe(AgentId agent, IEvent happened)
    {
        if (!_desks.TryGetValue(agent, out var desk))
            _desks.Add(agent, desk = new Desk(agent, new RandomStream(seed, RandomStreamId.Offer, -NumberOf(agent.Value))));
        switch (happened)
        {
            case OfferReceived { Offer: var offer }:
                (desk.Ringing, desk.Chance) = (offer, Drawn(offer.Contact.ContactId));
                Answer(desk, offer);
                break;
            case OfferClosed { Outcome: OfferOutcome.Accepted } when desk.Ringing is { } accepted:
                (desk.Held, desk.IsOver, desk.NeedsOutcome) = (accepted, false, accepted.Contact.Kind == ContactKind.Callback);
                Talk(desk, accepted);
                SetCodes(desk, accepted);
                Transfer(desk, accepted);
                Hold(desk, accepted);
                break;
            case CallbackOutcomeRecorded:
                desk.NeedsOutcome = false;
                break;
            case ContactEnded { Transfer: var transfer } when desk.Held is { } over:
                desk.IsOver = true;
                desk.NeedsOutcome &= transfer is null;
                After(desk.Chance.NextUpTo(desk.Chance.NextBool(0.9) ? 3 : 60), () => GoOn(desk, over.OfferId, MaxTries));
                break;
            case WrapUpStarted:
                desk.Held = null;
                WrapUp(desk);
                break;
            case ContactRequeued or ConsultationHandedOver:
                desk.Held = null;
                break;
            case AgentFreed:
                desk.Held = null;
                if (desk.Chance.NextBool(0.1))
                    After(desk.Chance.NextUpTo(3), () => Do(desk, new StartOrExtendWrapUp()));
                break;
            case AgentStoppedResponding:
                After(desk.Chance.NextExponential(20), () => Do(desk, new MakeAvailable()));
                break;
            case BreakStarted { Until: var until }:
                if (until is null || desk.Chance.NextBool(0.3))
                    After(desk.Chance.NextExponential(40), () => Do(desk, new MakeAvailable()));
                break;
            case AgentLoggedOut:
                desk.Held = null;
                After(desk.Chance.NextExponential(40), () => LogIn(desk));
                break;
            case EndpointRequestEnded:
                After(desk.Chance.NextUpTo(10), () => LogIn(desk));
                break;
        }
    }

    /// <summary>At any telephone, free or not, at the agent's own, or without one.</summary>
    private void LogIn(Desk desk)
    {
        var chance = desk.Chance;
        Do(desk, new LogIn(chance.NextBool(0.6) ? chance.NextOf(topology.Endpoints) : null));
        if (chance.NextBool(0.1))
            After(chance.NextUpTo(1), () => Do(desk, new LogOut()));
    }

    /// <summary>What an agent does about a contact does not depend on what others did before.</summary>
    private RandomStream Drawn(ContactId contact)
    {
        var count = _offers[contact] = _offers.GetValueOrDefault(contact) + 1;
        return new RandomStream(seed, RandomStreamId.Offer, (NumberOf(contact.Value) * MaxOffers) + count);
    }

    /// <summary>Agents and contacts are a letter and a number, consultations a word and hexadecimal digits.</summary>
    private static long NumberOf(string id) => id.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash
        ? long.Parse(id.AsSpan(dash + 1, 10), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : long.Parse(id.AsSpan(1), CultureInfo.InvariantCulture);

    private void Answer(Desk desk, Offer offer)
    {
        var (what, chance) = (desk.Chance.NextUnit(), desk.Chance);
        if (what < 0.75)
            After(chance.NextBool(0.4) ? TimeSpan.Zero : chance.NextUpTo(4), () => Do(desk, new AcceptOffer(offer.OfferId)));
        else if (what < 0.85)
            After(chance.NextUpTo(4), () => Do(desk, new RejectOffer(offer.OfferId, chance.NextOf(Reasons))));
        else if (what < 0.92)
            After(TimeSpan.FromSeconds(offer.TimeoutSeconds - 0.5) + chance.NextUpTo(1), () => Do(desk, new AcceptOffer(offer.OfferId)));
        if (chance.NextBool(0.08))
            After(chance.NextUpTo(4), () => Leave(desk));
        if (chance.NextBool(0.15))
            After(chance.NextUpTo(6), () => Do(desk, AnswerByTelephone(offer, chance)));
    }

    /// <summary>The telephone answers independently of what the agent has done at the desk.</summary>
    private ICommand AnswerByTelephone(Offer offer, RandomStream chance) => chance.NextBool(0.7)
        ? new AcceptOffer(offer.OfferId, chance.NextBool(0.5) ? engine.Now - chance.NextUpTo(3) : null)
        : new RejectOffer(offer.OfferId, chance.NextOf(Reasons));

    private void Talk(Desk desk, Offer offer)
    {
        var chance = desk.Chance;
        var talk = callers.Find(offer.Contact.ContactId)?.Customer.Talk ?? (offer.Contact.Kind == ContactKind.Consult ? chance.NextUpTo(20) : TimeSpan.Zero);
        Consult(desk, offer, talk);
        After(talk, () => GoOn(desk, offer.OfferId, MaxTries));
        if (chance.NextBool(0.06))
            After(chance.NextUpTo(2), () => Do(desk, new RequeueContact(offer.Contact.ContactId, chance.NextOf(Enum.GetValues<RequeueReason>()))));
        if (chance.NextBool(0.15))
            After(chance.NextUpTo(talk.TotalSeconds), () => Leave(desk));
        if (chance.NextBool(0.05))
            After(chance.NextUpTo(talk.TotalSeconds), () => Do(desk, new MakeAvailable()));
        if (chance.NextBool(0.08))
            After(chance.NextUpTo(talk.TotalSeconds), () => Do(desk, new ClosePopUp(offer.Contact.ContactId)));
    }

    /// <summary>Some agents ask for advice, of any queue or agent, also where that is refused; some end the consultation, some hand the contact over to the agent who answers, and
    /// some end the contact before.</summary>
    private void Consult(Desk desk, Offer offer, TimeSpan talk)
    {
        var contact = offer.Contact.ContactId;
        var chance = new RandomStream(seed, RandomStreamId.Consultation, (NumberOf(contact.Value) * MaxOffers) + _offers[contact]);
        for (var times = 0; times < 2 && chance.NextBool(0.15); times++)
        {
            AgentId? with = chance.NextBool(0.4) ? chance.NextOf(topology.Agents) : null;
            var start = new StartConsultation(chance.NextOf(topology.Queues).Queue, with, contact);
            After(chance.NextUpTo(talk.TotalSeconds), () => Do(desk, start));
            if (chance.NextBool(0.5))
                After(chance.NextUpTo(talk.TotalSeconds + 10), () => Do(desk, new EndConsultation(contact)));
            if (chance.NextBool(0.5))
                After(chance.NextUpTo(talk.TotalSeconds + 10), () => Do(desk, new CompleteTransfer(contact)));
        }
    }

    /// <summary>Some agents set a code, some another one later, some one that the queue does not have, and some none.</summary>
    private void SetCodes(Desk desk, Offer offer)
    {
        if (offer.OfferedCodes is not { Codes: var codes })
            return;
        var contact = offer.Contact.ContactId;
        var chance = new RandomStream(seed, RandomStreamId.WrapUpCode, (NumberOf(contact.Value) * MaxOffers) + _offers[contact]);
        var talk = callers.Find(contact)?.Customer.Talk ?? TimeSpan.Zero;
        for (var times = 0; times < 2 && chance.NextBool(0.6); times++)
        {
            var code = chance.NextBool(0.05) ? UnknownCode : chance.NextOf(codes);
            var note = chance.NextBool(0.3) ? "as agreed" : null;
            After(chance.NextUpTo(talk.TotalSeconds + 10), () => Do(desk, new SetWrapUpCode(code, note, contact)));
        }
    }

    /// <summary>Some agents transfer the contact: to any queue, also to one that is closed or full, and to any agent, also to one who does not work there. Some do it
    /// twice.</summary>
    private void Transfer(Desk desk, Offer offer)
    {
        var contact = offer.Contact.ContactId;
        var chance = new RandomStream(seed, RandomStreamId.Transfer, (NumberOf(contact.Value) * MaxOffers) + _offers[contact]);
        var talk = callers.Find(contact)?.Customer.Talk ?? TimeSpan.Zero;
        for (var times = 0; times < 2 && chance.NextBool(0.12); times++)
        {
            AgentId? receiver = chance.NextBool(0.5) ? chance.NextOf(topology.Agents) : null;
            var transfer = new TransferContact(chance.NextOf(topology.Queues).Queue, receiver, chance.NextBool(0.3), chance.NextBool(0.8) ? contact : null);
            After(chance.NextUpTo(talk.TotalSeconds + 2), () => Do(desk, transfer));
        }
    }

    /// <summary>Some calls are held, and most of those are resumed; some telephones say so twice, or of a contact that has none.</summary>
    private void Hold(Desk desk, Offer offer)
    {
        var contact = offer.Contact.ContactId;
        var chance = new RandomStream(seed, RandomStreamId.Hold, (NumberOf(contact.Value) * MaxOffers) + _offers[contact]);
        var talk = callers.Find(contact)?.Customer.Talk ?? TimeSpan.Zero;
        for (var times = 0; times < 2 && chance.NextBool(0.2); times++)
        {
            After(chance.NextUpTo(talk.TotalSeconds + 1), () => Do(desk, new HoldContact(contact)));
            if (chance.NextBool(0.8))
                After(chance.NextUpTo(talk.TotalSeconds + 1), () => Do(desk, new ResumeContact(contact)));
        }
    }

    /// <summary>Ends the current contact step by step, and repeats a step until it has taken effect.</summary>
    private void GoOn(Desk desk, OfferId offer, int tries)
    {
        if (desk.Held is not { } held || held.OfferId != offer || tries == 0)
            return;
        var contact = held.Contact.ContactId;
        Do(desk, desk switch
        {
            { NeedsOutcome: true } when tries == MaxTries && desk.Chance.NextBool(0.4) => Schedule(desk, offer),
            { NeedsOutcome: true } when tries == MaxTries && desk.Chance.NextBool(0.4) => new FailCallback(
                desk.Chance.NextOf(Causes), DueAt: desk.Chance.NextBool(0.5) ? null : SomeDate(desk.Chance)),
            { NeedsOutcome: true } => new CompleteCallback(contact),
            { IsOver: false } => new EndContact(contact),
            _ => new ClosePopUp(contact),
        });
        After(TryAgain, () => GoOn(desk, offer, tries - 1));
    }

    private ScheduleCallback Schedule(Desk desk, OfferId offer)
    {
        var (date, own) = (SomeDate(desk.Chance), desk.Chance.NextBool(0.4) ? true : (bool?)null);
        var window = WindowChoice.Of(new RandomStream(seed, RandomStreamId.CallbackWindow, -offer.Number), WindowShare, engine.Now);
        return new ScheduleCallback(window ?? date, own, window is null ? null : true);
    }

    private DateTimeOffset SomeDate(RandomStream chance)
    {
        var what = chance.NextUnit();
        if (what < 0.05)
            return engine.Now - chance.NextUpTo(60);
        return what < 0.1 ? engine.Now + BeyondHorizon : engine.Now + chance.NextUpTo(600);
    }

    private void WrapUp(Desk desk)
    {
        var chance = desk.Chance;
        for (var presses = 0; presses < 3 && chance.NextBool(0.2); presses++)
            After(chance.NextUpTo(15), () => Do(desk, new StartOrExtendWrapUp()));
        if (chance.NextBool(0.2))
            After(chance.NextUpTo(15), () => Do(desk, new MakeAvailable()));
        if (chance.NextBool(0.08))
            After(chance.NextUpTo(15), () => Leave(desk));
    }

    private void Leave(Desk desk) => Do(desk, desk.Chance.NextUnit() switch
    {
        < 0.4 => new TakeBreak("coffee", Seconds: Math.Ceiling(desk.Chance.NextUnit() * 60)),
        < 0.7 => new TakeBreak("lunch"),
        _ => new LogOut(),
    });

    private void Do(Desk desk, ICommand command) => engine.Send(desk.Agent.Address, command, desk.Agent.Value);

    private void After(TimeSpan time, Action act) => agenda.Plan(engine.Now + time, act);

    private sealed class Desk(AgentId agent, RandomStream chance)
    {
        public AgentId Agent => agent;

        public RandomStream Chance { get; set; } = chance;

        public Offer? Ringing { get; set; }

        public Offer? Held { get; set; }

        public bool IsOver { get; set; }

        public bool NeedsOutcome { get; set; }
    }
}
