using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>Rule 11: the protocol by which an available agent with several queues gets the contact with the best order key of them all. The agent asks each queue
/// for the place of its best contact, and lets only the queue with the best one offer. Where no queue has a contact, all may offer from then on.</summary>
/// <remarks>
/// <code>
/// NotAsked ── the reports are sent ──► Comparing ── all have answered, or 2 s have passed ──┬─ one has a contact ──► Picked
///                                                                                           └─ none has one ───────► Open
/// Picked ──── the queue has seen that it may offer, and has not offered ──► NotAsked
/// Picked ──── 2 s have passed ──► Open
/// Each ────── an event of the available agent, except the answer to a command that changed nothing ──► NotAsked
/// </code>
/// <para>In NotAsked and Comparing no queue may offer, in Picked one, in Open all. A picked queue that still has its contact offers it before it confirms the
/// report: where it confirms and the agent is still available, the contact is gone. The 2 s are <see cref="Deadlines.RetryInterval"/>, so that a queue that cannot
/// be reached keeps no agent from the others. The state is volatile: after a restart the choice begins again.</para>
/// </remarks>
internal sealed class QueueChoice(AgentContext agent, ReportDeliveries deliveries)
{
    private Choice _choice = Choice.NotAsked.Instance;

    /// <summary>When the agent stops waiting for its queues, or for the picked one; null where it does not wait.</summary>
    public DateTimeOffset? NextDeadline => !IsNeeded ? null : _choice switch
    {
        Choice.Comparing comparing => comparing.Since + Deadlines.RetryInterval,
        Choice.Picked picked => picked.Since + Deadlines.RetryInterval,
        _ => null,
    };

    private AgentState State => agent.State;

    private bool IsNeeded => State is { Status: AgentStatus.Available, HasSeveralQueues: true };

    /// <summary>Whether a queue may offer a contact to the agent, once available.</summary>
    public bool MayOffer(QueueId queue) => _choice switch
    {
        Choice.Open => true,
        Choice.Picked picked => picked.Queue == queue,
        _ => !State.HasSeveralQueues,
    };

    /// <summary>Goes on to the next state where that is due.</summary>
    public Decision? Advance(DateTimeOffset now) => !IsNeeded ? null : _choice switch
    {
        Choice.NotAsked => To(new Choice.Comparing(now)),
        Choice.Comparing comparing when now >= comparing.Since + Deadlines.RetryInterval || AllHaveAnswered() =>
            To(Best() is { } queue ? new Choice.Picked(queue, now) : Choice.Open.Instance),
        Choice.Picked picked when deliveries.To(picked.Queue) is { IsSeen: true, Sent.Choosing: false } => To(Choice.NotAsked.Instance),
        Choice.Picked picked when now >= picked.Since + Deadlines.RetryInterval => To(Choice.Open.Instance),
        _ => null,
    };

    /// <summary>Begins again where something has happened to an available agent.</summary>
    public void OnEvent(IEvent happened)
    {
        if (State.Status == AgentStatus.Available && happened is not AgentCommandAnswered)
            _choice = Choice.NotAsked.Instance;
    }

    public void Apply(ChoiceAdvanced advanced) => _choice = advanced.Choice;

    private static Decision To(Choice choice) => new Decision().Changing(new ChoiceAdvanced(choice));

    private bool AllHaveAnswered() => State.Links.All(link => link.Value.Assignment is null || deliveries.To(link.Key) is { IsSeen: true });

    /// <summary>The queue with the best contact; null where none has one. Ties are decided by queue id.</summary>
    private QueueId? Best() => State.Links
        .Where(link => link.Value.Assignment is not null && deliveries.To(link.Key)?.Best is not null)
        .OrderBy(link => deliveries.To(link.Key)!.Best!.Value)
        .ThenBy(link => link.Key.Value, StringComparer.Ordinal)
        .Select(link => (QueueId?)link.Key)
        .FirstOrDefault();
}

/// <summary>The state of a <see cref="QueueChoice"/>.</summary>
internal abstract record Choice
{
    private Choice()
    {
    }

    /// <summary>The queues have not been asked yet.</summary>
    public sealed record NotAsked : Choice
    {
        public static readonly NotAsked Instance = new();
    }

    /// <summary>Waiting for the place of each queue's best contact.</summary>
    /// <param name="Since">Since when.</param>
    public sealed record Comparing(DateTimeOffset Since) : Choice;

    /// <summary>This queue has the best contact and may offer it.</summary>
    /// <param name="Queue">The queue.</param>
    /// <param name="Since">Since when it may.</param>
    public sealed record Picked(QueueId Queue, DateTimeOffset Since) : Choice;

    /// <summary>No queue had a contact: the first that gets one may offer it.</summary>
    public sealed record Open : Choice
    {
        public static readonly Open Instance = new();
    }
}

/// <summary>The agent has gone on in its choice among its queues.</summary>
internal sealed record ChoiceAdvanced(Choice Choice) : IVolatileChange;
