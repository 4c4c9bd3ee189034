using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.ModelBased;

/// <summary>What the engine should do, in its simplest form: two lists, sorted and searched again for each question. It knows nothing
/// of messages, events or entities.</summary>
internal sealed partial class ReferenceModel
{
    public IReadOnlyList<ModelAgent> Agents { get; } = [.. CentreConfiguration.Default.Agents.Select(agent => new ModelAgent(
        agent.Key, agent.Value, CentreConfiguration.Default.Settings.GetValueOrDefault(agent.Key) ?? new AgentSettings()))];

    private static IReadOnlyDictionary<string, QueueSettings> Queues => CentreConfiguration.Default.Queues;

    public List<ModelContact> Contacts { get; } = [];

    /// <summary>The endpoints that were reported on.</summary>
    public Dictionary<string, EndpointState> Endpoints { get; } = [];

    public HashSet<(string Queue, AlarmKind Kind)> Alarms { get; } = [];

    public DateTimeOffset Now { get; private set; } = Centre.Opening;

    /// <summary>The grace after an outage: deadlines that passed during the outage act at its end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private DateTimeOffset _restartedAt = DateTimeOffset.MinValue;

    /// <summary>Whether two things coincided of which the rules do not say which goes first: the offers of two agents ended at the same instant, or a contact went
    /// over to another queue at the very instant at which it came back into line or at which an agent compared queues, and going over takes a moment. From
    /// then on there is nothing to compare.</summary>
    public bool Undecided { get; private set; }

    /// <summary>Rule 9.</summary>
    public IEnumerable<ModelContact> WaitingList(string queue) => InOrder(Contacts.Where(contact => contact.IsQueued && contact.Queue == queue));

    public ModelContact? Find(string contact) => Contacts.Find(one => one.Id == contact);

    public ModelAgent Agent(string id) => Agents.Single(agent => agent.Id == id);

    private static IEnumerable<ModelContact> InOrder(IEnumerable<ModelContact> contacts) =>
        contacts.OrderByDescending(contact => contact.Priority).ThenBy(contact => contact.At).ThenBy(contact => contact.Serial)
            .ThenBy(contact => contact.Id, StringComparer.Ordinal);

    /// <summary>Lets time pass, from one instant at which anything may change to the next.</summary>
    public void Pass(double seconds)
    {
        var until = Now.AddMilliseconds(Math.Round(seconds * 1000));
        while (Instants().Where(instant => instant > Now && instant <= until).Order().Cast<DateTimeOffset?>().FirstOrDefault() is { } next)
        {
            Now = next;
            Undecided |= Agents.Count(agent => agent.Status == AgentStatus.Offered && agent.Until <= Now) > 1;
            ProcessDue();
            foreach (var agent in Agents)
                MeetDeadline(agent);
        }
        Now = until;
    }

    private IEnumerable<DateTimeOffset> Instants()
    {
        foreach (var agent in Agents)
        {
            if (agent.Until is { } until)
                yield return until;
            if (agent.LeaseUntil is { } leaseEnd)
                yield return leaseEnd;
            if (agent is { Status: AgentStatus.PostProcessing } && Queues[agent.Queue].PopUpLimitSeconds is { } limit)
                yield return OverdueAt(agent, limit);
        }
        foreach (var contact in Contacts.Where(contact => contact.State == ContactState.Scheduled))
        {
            yield return contact.DueAt;
            yield return contact.DueAt.AddMinutes(1).AddTicks(-contact.DueAt.Ticks % TimeSpan.TicksPerMinute);
        }
        foreach (var contact in Contacts.Where(contact => contact.IsQueued))
        {
            var queue = Queues[contact.Queue];
            if (contact.State == ContactState.Recording)
                yield return contact.RecordingUntil;
            if (queue.MaxWaitSeconds is { } longest)
                yield return OverlongAt(contact, longest);
            if (queue.Alarms.LongestWaitSeconds is { } alarming)
                yield return contact.EnteredAt.AddSeconds(alarming);
            yield return contact.EnteredAt.AddSeconds(queue.PreferredHoldSeconds);
            if (contact.Own is { Until: { } held })
                yield return held;
            foreach (var assignment in Agents.SelectMany(agent => agent.Assignments.Values).Where(works => works.OverflowAfterSeconds is not null))
                yield return contact.EnteredAt.AddSeconds(assignment.OverflowAfterSeconds!.Value);
            foreach (var (rejectedAt, _) in contact.Rejections.Values)
            {
                yield return rejectedAt.AddSeconds(queue.RejectCoolDownSeconds);
                yield return rejectedAt.AddSeconds(queue.RejectRepeatSeconds ?? 5);
            }
        }
    }

    private static DateTimeOffset OverdueAt(ModelAgent agent, double limit) => Later(agent.Since.AddSeconds(limit), agent.PopUpGraceUntil);

    private DateTimeOffset OverlongAt(ModelContact contact, double longest) => contact.EnteredAt <= _restartedAt
        ? Later(contact.EnteredAt.AddSeconds(longest), _restartedAt + Grace)
        : contact.EnteredAt.AddSeconds(longest);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private void MeetDeadline(ModelAgent agent)
    {
        if (agent.Until <= Now)
        {
            if (agent.Status == AgentStatus.Offered)
                Miss(agent);
            else
                BecomeAvailableAfterWrapUp(agent);
            EndLease(agent);
            ProcessDue();
        }
        else if (agent.LeaseUntil <= Now)
        {
            EndLease(agent);
            ProcessDue();
        }
        else if (agent is { Status: AgentStatus.PostProcessing } && Queues[agent.Queue].PopUpLimitSeconds is { } limit && OverdueAt(agent, limit) <= Now)
        {
            agent.Overdue = true; // Rule 8
        }
    }
}
