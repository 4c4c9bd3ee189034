using System.Globalization;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Simulation.RandomNumbers;

namespace MyAgent.Engine.Simulation.Workloads.Randomized;

/// <summary>Queues, agents and regular callers drawn from the seed, in which every setting is used somewhere.</summary>
internal sealed class Topology
{
    private const int CountOfRegulars = 10;
    private const double LeaseSeconds = 20;

    private readonly Dictionary<AgentId, IReadOnlyList<(QueueId, Assignment)>> _assignments = [];

    public Topology(SimulationParameters parameters)
    {
        var chance = new RandomStream(parameters.Seed, RandomStreamId.Topology);
        Queues = TopologyQueues.Of(chance, parameters.ServiceLevelSeconds);
        for (var number = 1; number <= parameters.Agents; number++)
        {
            var agent = new AgentId(string.Create(CultureInfo.InvariantCulture, $"a{number}"));
            _assignments.Add(agent, number == 1 ? Everything(chance, parameters.WrapUpSeconds) : Some(chance, parameters.WrapUpSeconds));
        }
        Agents = [.. _assignments.Keys];
        Endpoints = [.. Enumerable.Range(1, parameters.Agents).Select(number => new EndpointId(string.Create(CultureInfo.InvariantCulture, $"PJSIP/{number}")))];
        RegularCallers =
        [
            .. Enumerable.Range(0, CountOfRegulars).Select(number => new RegularCaller(
                new CallerAddress(string.Create(CultureInfo.InvariantCulture, $"+98{number:D10}")),
                [.. Enumerable.Range(0, 1 + (number % 3)).Select(_ => chance.NextOf(Agents)).Distinct()],
                Priority: number % 4)),
        ];
    }

    /// <summary>The queues.</summary>
    public IReadOnlyList<TopologyQueue> Queues { get; }

    /// <summary>The agents.</summary>
    public List<AgentId> Agents { get; }

    /// <summary>The telephones at which agents log in: as many as agents, so that one is always free.</summary>
    public IReadOnlyList<EndpointId> Endpoints { get; }

    /// <summary>The callers who call again and again.</summary>
    public IReadOnlyList<RegularCaller> RegularCallers { get; }

    /// <summary>What is configured of an agent: every third has a telephone, every second of those and every third other one a lease. Every second has no desk: the
    /// pop-up closes by itself.</summary>
    public AgentSettings? SettingsOf(AgentId agent) => (Agents.IndexOf(agent) % 6) switch
    {
        0 => new AgentSettings(Endpoints[Agents.IndexOf(agent) / 3]),
        1 => new AgentSettings(LeaseSeconds: LeaseSeconds, AutoClosePopUp: true),
        3 => new AgentSettings(Endpoints[Agents.IndexOf(agent) / 3], LeaseSeconds, AutoClosePopUp: true),
        5 => new AgentSettings(AutoClosePopUp: true),
        _ => null,
    };

    /// <summary>Where an agent works.</summary>
    public IReadOnlyList<(QueueId Queue, Assignment Assignment)> AssignmentsOf(AgentId agent) => _assignments[agent];

    /// <summary>The first agent takes every contact, so that no contact waits forever.</summary>
    private List<(QueueId, Assignment)> Everything(RandomStream chance, double wrapUpSeconds) =>
        [.. Queues.Select(queue => (queue.Queue, Assigned(chance, wrapUpSeconds) with { Kind = AssignmentKind.Primary, Callbacks = true }))];

    private List<(QueueId, Assignment)> Some(RandomStream chance, double wrapUpSeconds)
    {
        var some = new List<(QueueId, Assignment)>();
        foreach (var queue in Queues)
        {
            var assignment = Assigned(chance, wrapUpSeconds);
            if (chance.NextBool(0.6))
                some.Add((queue.Queue, assignment));
        }
        return some;
    }

    private static Assignment Assigned(RandomStream chance, double wrapUpSeconds)
    {
        var isOverflow = chance.NextBool(0.3);
        var wrapUp = chance.NextBool(0.25) ? 0 : Math.Round(chance.NextUnit() * 2 * wrapUpSeconds);
        return new Assignment(
            isOverflow ? AssignmentKind.Overflow : AssignmentKind.Primary,
            Skill: chance.NextOf([0, 10, 50, 50, 100]),
            WrapUpSeconds: wrapUp,
            WrapUpExtensionSeconds: chance.NextBool(0.5) ? 15 : null,
            MaxWrapUpSeconds: chance.NextBool(0.3) ? wrapUp + 20 : null,
            Callbacks: chance.NextBool(0.7),
            OverflowAfterSeconds: isOverflow ? chance.NextOf([10, 30, 60]) : null,
            OverflowAfterContacts: isOverflow && chance.NextBool(0.5) ? 3 : null);
    }
}
