using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>Transfers by agents (rule 33): whether this queue takes a contact, and what becomes of one that its agent has transferred.</summary>
internal sealed class TransferRules(QueueContext queue)
{
    /// <summary>An allowed transfer is under way for no longer than this, unless messages are lost again and again.</summary>
    private static readonly TimeSpan UnderWay = TimeSpan.FromSeconds(60);

    /// <summary>When a transfer was last allowed; null for never. Volatile.</summary>
    private DateTimeOffset? _allowedAt;

    /// <summary>Whether a contact may be on its way here that this queue has said it takes.</summary>
    public bool AreUnderWay(DateTimeOffset now) => now < _allowedAt + UnderWay;

    /// <summary>An agent asks whether this queue takes its contact.</summary>
    public Decision OnQuestion(AskForTransfer ask, DateTimeOffset now)
    {
        if (Refuse(ask, now) is { } refusal)
            return new Decision().Sending(ask.AgentId.Address, new TransferRefused(queue.Id, ask.Question, refusal));
        var consulted = ask.Consult is { } consult ? queue.State.Contacts[consult].Agent : null;
        return new Decision().Sending(ask.AgentId.Address, new TransferAllowed(queue.Id, ask.Question, consulted)).Changing(new TransferWasAllowed(now));
    }

    /// <summary>Takes note that a transfer was allowed.</summary>
    public void Apply(TransferWasAllowed allowed) => _allowedAt = allowed.At;

    /// <summary>The agent has transferred its contact: it goes to the other queue, which has said that it takes it, or back into this one.</summary>
    public ContactTransferred Transferred(QueuedContact contact, ContactTransfer transfer, DateTimeOffset now) =>
        new(contact.Id, transfer, transfer.To == queue.Id ? queue.HoldFor(transfer.For, now) : null);

    /// <summary>The agent for whom a contact waits that comes from another queue; null where it was not transferred to an agent of this one.</summary>
    public AgentHold? HoldOf(TakeOverContact takeOver, DateTimeOffset now) =>
        takeOver.Contact is { Transfer: { } transfer, Moves: { } moves } && transfer.IsMove(moves) ? queue.HoldFor(transfer.For, now) : null;

    private Refusal? Refuse(AskForTransfer ask, DateTimeOffset now)
    {
        if (queue.State.Settings is null)
            return Refusals.NotFound("unknownQueue", queue.Id.Value);
        if (ask.For is { } agent && !queue.State.Members.ContainsKey(agent))
            return Refusals.Rule("notAssigned", queue.Id.Value, agent.Value) with { Case = "other", Field = "agentId" };
        if (queue.NotServed(ask.Contact.Media) is { } notServed)
            return notServed;
        if (ask.Contact.Callback is not null && !queue.Settings.Callbacks.Enabled)
            return Refusals.Rule("callbacksDisabled", queue.Id.Value);
        if (ask.Consult is not { } consult)
            return queue.Closed(now) ?? queue.Full;
        if (queue.State.Contacts.GetValueOrDefault(consult) is not { State: ContactState.Engaged, Contact.Consultation: { } about, Agent: { } consulted }
            || about.AskedBy != ask.AgentId)
            return Refusals.Rule("consultNotAnswered", ask.Contact.ContactId.Value);
        return queue.MayHaveHandedOver(ask.Contact, consulted) ? null : Refusals.Rule("callbacksNotTaken", consulted.Value, queue.Id.Value);
    }
}

/// <summary>An agent was told that the queue takes its contact.</summary>
internal sealed record TransferWasAllowed(DateTimeOffset At) : IVolatileChange;
