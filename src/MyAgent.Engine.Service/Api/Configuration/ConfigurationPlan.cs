using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Api.Agents;
using MyAgent.Engine.Service.Api.Queues;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.Configuration;

/// <summary>A change, and the command that makes it.</summary>
/// <param name="Change">The change.</param>
/// <param name="To">The entity that is to be changed.</param>
/// <param name="Command">The command.</param>
internal sealed record PlannedChange(ConfigurationChange Change, EntityAddress To, ICommand Command);

/// <summary>Finds the commands that bring what is configured to what a body says. Nothing is changed by that, and a body that is wrong anywhere has no plan.</summary>
/// <param name="known">What is configured.</param>
/// <param name="body">What is to be.</param>
/// <param name="prune">Whether what the body does not name goes, of the kinds that it has.</param>
internal sealed class ConfigurationPlan(BoardConfiguration known, ConfigurationBody body, bool prune)
{
    private readonly Dictionary<QueueId, QueueSettings> _queues = known.Queues.ToDictionary(queue => queue.Queue, queue => queue.Settings);
    private readonly Dictionary<AgentId, AgentProjection> _agents = known.Agents.ToDictionary(agent => agent.AgentId);
    private readonly Dictionary<CallerAddress, CallerProjection> _callers = known.Callers.ToDictionary(caller => caller.Caller);

    /// <summary>The changes, in an order in which each can be made: queues before those who work in them, and removals last.</summary>
    /// <exception cref="ProblemException">The body is wrong; the field is named.</exception>
    public IReadOnlyList<PlannedChange> Make()
    {
        var queues = Each(body.Queues, "queues", queue => (Id: Input.Queue(queue.QueueId), Wanted: queue), queue => queue.Id);
        var agents = Each(body.Agents, "agents", agent => (Id: Input.Agent(agent.AgentId), Wanted: agent), agent => agent.Id);
        var callers = Each(body.Callers, "callers", caller => (Id: Input.Caller(caller.Caller), Wanted: caller), caller => caller.Id);
        var removed = prune && body.Queues is not null ? _queues.Keys.Except(queues.Select(queue => queue.Id)).ToHashSet() : [];
        var there = _queues.Keys.Except(removed).Concat(queues.Select(queue => queue.Id)).ToHashSet();
        return
        [
            .. queues.SelectMany((queue, index) => At($"queues[{index}]", () => Changes(queue.Id, queue.Wanted, there))),
            .. agents.SelectMany((agent, index) => At($"agents[{index}]", () => Changes(agent.Id, agent.Wanted, there))),
            .. callers.SelectMany((caller, index) => At($"callers[{index}]", () => Changes(caller.Id, caller.Wanted))),
            .. Removals(agents.Select(agent => agent.Id), body.Agents, _agents.Keys, agent => $"agents/{agent}", agent => (agent.Address, new RemoveAgent())),
            .. Removals(callers.Select(caller => caller.Id), body.Callers, _callers.Keys, caller => $"callers/{caller}",
                caller => (caller.Address, new ConfigureCaller([], Priority: 0))),
            .. removed.Select(queue => new PlannedChange(ConfigurationChange.Removal($"queues/{queue}"), queue.Address, new RemoveQueue())),
        ];
    }

    private IEnumerable<PlannedChange> Removals<TId>(
        IEnumerable<TId> named, object? kind, IEnumerable<TId> all, Func<TId, string> pathOf, Func<TId, (EntityAddress To, ICommand Command)> removal) =>
        !prune || kind is null ? [] : all.Except(named).Select(id => (id, of: removal(id)))
            .Select(each => new PlannedChange(ConfigurationChange.Removal(pathOf(each.id)), each.of.To, each.of.Command));

    private IEnumerable<PlannedChange> Changes(QueueId queue, QueueBody wanted, HashSet<QueueId> there)
    {
        var settings = wanted.ToSettings(queue);
        Require(there, settings.OverflowQueue, "overflowQueue");
        Require(there, settings.ClosedQueue, "closedQueue");
        var isNew = !_queues.TryGetValue(queue, out var before);
        var change = ConfigurationChange.Between(
            $"queues/{queue}", isNew ? ChangeKind.Added : ChangeKind.Changed,
            new QueuePolicyResponse(queue, before ?? QueueSettings.Default("")), new QueuePolicyResponse(queue, settings));
        return change is null ? [] : [new PlannedChange(change, queue.Address, new ConfigureQueue(settings))];
    }

    private IEnumerable<PlannedChange> Changes(AgentId agent, ConfiguredAgentBody wanted, HashSet<QueueId> there)
    {
        var command = wanted.ToCommand();
        var before = _agents.GetValueOrDefault(agent);
        List<PlannedChange> changes = [];
        if (ConfigurationChange.Between(
            $"agents/{agent}", before is null ? ChangeKind.Added : ChangeKind.Changed,
            AgentPolicyResponse.Of(agent, before?.Name ?? "", before?.Settings ?? AgentSettings.None, []),
            AgentPolicyResponse.Of(agent, command.Name, command.Settings ?? AgentSettings.None, [])) is { } change)
            changes.Add(new PlannedChange(change, agent.Address, command));
        if (wanted.Assignments is null)
            return changes;
        var assignments = Each(
            wanted.Assignments, "assignments", assignment => (Queue: Input.Queue(assignment.QueueId), Assignment: assignment.ToAssignment()), assignment => assignment.Queue);
        for (var index = 0; index < assignments.Count; index++)
            At($"assignments[{index}]", () => Require(there, assignments[index].Queue, "queueId"));
        foreach (var (queue, assignment) in assignments)
        {
            var now = before?.Assignments.GetValueOrDefault(queue.Value);
            if (ConfigurationChange.Between(
                $"agents/{agent}/assignments/{queue}", now is null ? ChangeKind.Added : ChangeKind.Changed,
                AssignmentAnswer.Of(queue, now ?? new AssignmentBody().ToAssignment()), AssignmentAnswer.Of(queue, assignment)) is { } assigned)
                changes.Add(new PlannedChange(assigned, agent.Address, new AssignAgent(queue, assignment)));
        }
        foreach (var queue in (before?.Assignments.Keys ?? []).Select(id => new QueueId(id)).Except(assignments.Select(each => each.Queue)))
            changes.Add(new PlannedChange(ConfigurationChange.Removal($"agents/{agent}/assignments/{queue}"), agent.Address, new UnassignAgent(queue)));
        return changes;
    }

    private IEnumerable<PlannedChange> Changes(CallerAddress caller, ConfiguredCallerBody wanted)
    {
        var command = wanted.ToCommand();
        var isNew = !_callers.TryGetValue(caller, out var before);
        var after = new CallerProjection(caller, command.PreferredAgents, command.Priority);
        if (isNew && after.IsDefault)
            return [];
        var change = ConfigurationChange.Between(
            $"callers/{caller}", isNew ? ChangeKind.Added : ChangeKind.Changed, before ?? new CallerProjection(caller, [], Priority: 0), after);
        return change is null ? [] : [new PlannedChange(change, caller.Address, command)];
    }

    private static void Require(HashSet<QueueId> there, QueueId? queue, string field)
    {
        if (queue is { } named && !there.Contains(named))
            throw Problem.From(Refusal.Rule("unknownQueue", $"There is no queue '{named}'.", field)).AsException();
    }

    /// <summary>Reads each of a list, in which nothing may be twice.</summary>
    private static List<TRead> Each<T, TRead, TId>(IReadOnlyList<T>? list, string field, Func<T, TRead> read, Func<TRead, TId> idOf)
    {
        List<TRead> all = [.. (list ?? []).Select((each, index) => At($"{field}[{index}]", () => read(each)))];
        Input.Distinct([.. all.Select(idOf)], field);
        return all;
    }

    private static void At(string path, Action check) => At<object?>(path, () =>
    {
        check();
        return null;
    });

    /// <summary>Names a field that is wrong by its path in the whole body.</summary>
    private static T At<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ProblemException wrong)
        {
            throw (wrong.Problem with { Field = wrong.Problem.Field is null or "$" ? path : $"{path}.{wrong.Problem.Field}" }).AsException();
        }
    }
}
