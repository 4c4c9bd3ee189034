using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Service.Views;

/// <summary>What an agent's events say of the agent: no more than views need.</summary>
internal sealed class AgentPicture
{
    private DateTimeOffset _lastContactOverAt = DateTimeOffset.MinValue;
    private DateTimeOffset _loggedInAt = DateTimeOffset.MinValue;

    /// <summary>What the agent is doing.</summary>
    public AgentStatus Status { get; private set; } = AgentStatus.LoggedOut;

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>When the offer, wrap-up or break ends by itself; null where it does not.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>The reason of the break.</summary>
    public string? Reason { get; private set; }

    /// <summary>The queue of a wrap-up.</summary>
    public QueueId? WrapUpQueue { get; private set; }

    /// <summary>The offer that is open or under which a contact is in hand.</summary>
    public Offer? Offer { get; private set; }

    /// <summary>Whether the contact in hand is over.</summary>
    public bool Over { get; private set; }

    /// <summary>When the contact in hand was accepted.</summary>
    public DateTimeOffset AcceptedAt { get; private set; }

    /// <summary>Since when the agent has been idle: the end of the last contact, or else the log-in (rule 13).</summary>
    public DateTimeOffset IdleSince => _lastContactOverAt > DateTimeOffset.MinValue ? _lastContactOverAt : _loggedInAt;

    /// <summary>Takes the agent's next event in.</summary>
    public void Apply(Recorded recorded)
    {
        var at = recorded.At;
        switch (recorded.Event)
        {
            case AgentLoggedIn:
                _loggedInAt = at;
                Become(AgentStatus.Available, at);
                break;
            case AgentLoggedOut:
                Become(AgentStatus.LoggedOut, at);
                break;
            case AgentBecameAvailable or AgentFreed:
                Become(AgentStatus.Available, at);
                break;
            case BreakStarted started:
                Become(AgentStatus.Break, at, started.Until);
                Reason = started.Reason;
                break;
            case AgentStoppedResponding:
                Become(AgentStatus.NotResponding, at);
                break;
            case OfferReceived received:
                Become(AgentStatus.Offered, at, received.ExpiresAt);
                Offer = received.Offer;
                break;
            case OfferClosed closed:
                Close(closed.Outcome, at);
                break;
            case ContactEnded or CallbackOutcomeRecorded when Offer is not null && !Over:
                EndContact(at);
                break;
            case WrapUpStarted started:
                Become(AgentStatus.WrapUp, at, started.Until);
                WrapUpQueue = started.QueueId;
                break;
            case WrapUpExtended extended:
                Until = extended.Until;
                break;
        }
    }

    private void Close(OfferOutcome outcome, DateTimeOffset at)
    {
        var offer = Offer;
        Become(outcome == OfferOutcome.Accepted ? AgentStatus.Engaged : AgentStatus.Available, at);
        if (outcome != OfferOutcome.Accepted)
            return;
        Offer = offer;
        AcceptedAt = at;
    }

    /// <summary>Where the pop-up is closed already, the event that ends the agent's work on the contact follows at the same instant.</summary>
    private void EndContact(DateTimeOffset at)
    {
        var offer = Offer;
        Become(AgentStatus.PostProcessing, at);
        Offer = offer;
        Over = true;
        _lastContactOverAt = at;
    }

    private void Become(AgentStatus status, DateTimeOffset at, DateTimeOffset? until = null)
    {
        Status = status;
        Since = at;
        Until = until;
        Reason = null;
        WrapUpQueue = null;
        Offer = null;
        Over = false;
    }
}
