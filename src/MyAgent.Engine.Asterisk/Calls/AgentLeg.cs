using MyAgent.Engine.Asterisk.Engine;

namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>The telephone of the agent to whom a contact is offered, or who has it.</summary>
/// <param name="offer">The offer.</param>
/// <param name="channel">The channel; that of a consultation where the agent was handed the call.</param>
internal sealed class AgentLeg(Offer offer, string channel)
{
    /// <summary>The offer.</summary>
    public Offer Offer { get; } = offer;

    /// <summary>The channel.</summary>
    public string Channel { get; } = channel;

    /// <summary>The bridge in which the agent talks.</summary>
    public string Bridge { get; } = ChannelIds.OfBridge(offer.OfferId);

    /// <summary>Whether the telephone was dialled.</summary>
    public bool IsDialled { get; set; }

    /// <summary>Whether the agent has picked up.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>Whether the engine knows that the agent has the contact.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>Whether caller and agent hear each other, or have.</summary>
    public bool IsConnected { get; set; }

    /// <summary>Whether the caller waits with music while the agent keeps the call.</summary>
    public bool IsOnHold { get; set; }

    /// <summary>Whether the agent is free to hang up: nothing follows from it.</summary>
    public bool IsReleased { get; set; }

    /// <summary>How a callback stands.</summary>
    public CallbackStep Callback { get; set; }

    /// <summary>What the agent has pressed of a key sequence.</summary>
    public string Pressed { get; set; } = string.Empty;
}

/// <summary>How a callback stands, once its agent has picked up.</summary>
internal enum CallbackStep
{
    /// <summary>The agent hears the message.</summary>
    Message,

    /// <summary>The caller is being called.</summary>
    Dialling,

    /// <summary>They talk.</summary>
    Talking,

    /// <summary>The caller is gone; the agent says how it went.</summary>
    Outcome,
}
