using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation.Tests.Mutations;

/// <summary>One way to do it wrong: what an entity of one kind does otherwise than its rules say. What is not named here stays as it is.</summary>
/// <param name="Of">Agents, queues or endpoints.</param>
internal sealed record Mutation(EntityKind Of)
{
    /// <summary>All mutations, by what they do wrong.</summary>
    public static IReadOnlyDictionary<string, Mutation> All { get; } = AgentMutations.All.Concat(QueueMutations.All).Concat(EndpointMutations.All).ToDictionary();

    /// <summary>What becomes of a decision; null where nothing is decided at all.</summary>
    public Func<Moment, Decision, Decision?> Decided { get; init; } = (_, decision) => decision;

    /// <summary>What the entity makes of an event that the journal has as it is. The flag says whether it is alive, and not being read.</summary>
    public Func<RecordedEvent, bool, RecordedEvent> Believed { get; init; } = (recorded, _) => recorded;

    /// <summary>What the entity makes of a message.</summary>
    public Func<Envelope, Envelope> Heard { get; init; } = envelope => envelope;

    /// <summary>How much too early its deadlines act.</summary>
    public TimeSpan Early { get; init; }

    /// <summary>The revision that the entity claims to have.</summary>
    public Func<long, long> Counted { get; init; } = revision => revision;

    /// <summary>The instant before which the entity lets nothing happen.</summary>
    public Func<IEntity, DateTimeOffset> NotBefore { get; init; } = entity => entity.LastEventAt;
}

/// <summary>The moment of a decision.</summary>
/// <param name="Entity">Who decides.</param>
/// <param name="Message">On what; null where the state itself calls for it.</param>
/// <param name="Now">When.</param>
internal sealed record Moment(IEntity Entity, IMessage? Message, DateTimeOffset Now);
