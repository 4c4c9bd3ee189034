using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <summary>The volatile state of an agent's protocol with its queues. Not journaled: after a restart it is taken up again from the state.</summary>
internal sealed class AgentProtocol
{
    /// <summary>Counts the reports sent, on from the clock ticks of the first one, so that it grows over restarts too.</summary>
    public long Round { get; set; }

    /// <summary>For how long the offer or pop-up that was open when the engine was out is not held against the agent (rule 33c); null where it has
    /// not been.</summary>
    public RecoveryGrace? Grace { get; set; }

    /// <summary>Whether something has happened since the reports were last compared with what the queues were sent.</summary>
    public bool ReportsInDoubt { get; set; } = true;

    /// <summary>How far an available agent is in choosing among its queues.</summary>
    public Choice Choice { get; set; } = new Choice.Comparing();

    /// <summary>The clients who wait for the queue's word on an acceptance.</summary>
    public List<WaitingClient> AcceptanceWaiting { get; } = [];

    /// <summary>The answers to those who accepted under a key of their own what was being accepted already.</summary>
    public Queue<AnswerDeferred> DeferredAnswers { get; } = new();

    /// <summary>When the queue was last asked to confirm the acceptance; null where it has not been.</summary>
    public DateTimeOffset? AcceptanceAskedAt { get; set; }

    /// <summary>The callback outcome that the queue is deciding.</summary>
    public PendingOutcome? Outcome { get; set; }

    /// <summary>The clients who wait for the queue's word on it.</summary>
    public List<string> OutcomeWaiting { get; } = [];

    /// <summary>When the queue was last asked to record it; null where it has not been.</summary>
    public DateTimeOffset? OutcomeAskedAt { get; set; }
}

/// <summary>How an available agent with several queues comes to the best contact among them all (rule 11): it asks each for the
/// place of its best, lets the best of those offer, and where none has any, lets them all offer from then on.</summary>
internal abstract record Choice
{
    private Choice()
    {
    }

    /// <summary>Waiting to hear what each queue has.</summary>
    /// <param name="Since">Since when; null where it has just begun. A queue that cannot be reached is not waited for longer than a retry takes.</param>
    public sealed record Comparing(DateTimeOffset? Since = null) : Choice;

    /// <summary>This queue has the best contact and may offer it.</summary>
    /// <param name="Queue">The queue.</param>
    /// <param name="Since">Since when it may.</param>
    public sealed record Picked(QueueId Queue, DateTimeOffset Since) : Choice;

    /// <summary>No queue had anything: whichever has something first may offer it.</summary>
    public sealed record Open : Choice;
}

/// <summary>A callback outcome that the queue is deciding.</summary>
internal sealed record PendingOutcome(OfferId OfferId, DateTimeOffset? DueAt, Cause Cause);

/// <summary>Every queue has been sent a report of the present state.</summary>
internal sealed record ReportsChecked : IVolatileChange;

/// <summary>A report went out.</summary>
internal sealed record ReportSent(QueueId Queue, AgentReport Report, DateTimeOffset At) : IVolatileChange;

/// <summary>A queue has seen the report of that round and named its best contact's place.</summary>
internal sealed record ReportHeard(QueueId Queue, long Round, OrderKey? Best) : IVolatileChange;

/// <summary>A queue has seen a later round than this agent has sent since it was read from its journal.</summary>
internal sealed record RoundsLost(long Round) : IVolatileChange;

/// <summary>A queue needs the report again.</summary>
internal sealed record ReportWanted(QueueId Queue) : IVolatileChange;

/// <summary>A queue that was read from its journal asks.</summary>
internal sealed record QuestionHeard(QueueId Queue, long Question) : IVolatileChange;

/// <summary>The agent is further in choosing among its queues.</summary>
internal sealed record ChoiceAdvanced(Choice Choice) : IVolatileChange;

/// <summary>A client who waits for an answer.</summary>
/// <param name="ReplyTo">Where it is to be delivered; null where no client waits any more.</param>
/// <param name="Cause">Who asked, and under which command id.</param>
internal sealed record WaitingClient(string? ReplyTo, Cause Cause);

/// <summary>A client waits for the queue's word on the acceptance.</summary>
internal sealed record AcceptanceAwaited(WaitingClient Client) : IVolatileChange;

/// <summary>The queue has decided on the acceptance, and a client is yet to be answered under a key of its own.</summary>
/// <param name="Client">The client.</param>
/// <param name="Refusal">Why the agent has not got the contact; null where it has.</param>
internal sealed record AnswerDeferred(WaitingClient Client, Refusal? Refusal) : IVolatileChange;

/// <summary>The first of those clients has been answered.</summary>
internal sealed record DeferredAnswerGiven : IVolatileChange;

/// <summary>The queue was asked to confirm the acceptance.</summary>
internal sealed record AcceptanceAskedFor(DateTimeOffset At) : IVolatileChange;

/// <summary>The queue has decided on the acceptance.</summary>
internal sealed record AcceptanceDecided : IVolatileChange;

/// <summary>A callback outcome is to be decided by the queue.</summary>
internal sealed record OutcomeAsked(PendingOutcome Outcome) : IVolatileChange;

/// <summary>A client waits for the queue's word on the outcome.</summary>
internal sealed record OutcomeAwaited(string? ReplyTo) : IVolatileChange;

/// <summary>The queue was asked to record the outcome.</summary>
internal sealed record OutcomeAskedFor(DateTimeOffset At) : IVolatileChange;

/// <summary>The queue has decided on the outcome.</summary>
internal sealed record OutcomeDecided : IVolatileChange;
