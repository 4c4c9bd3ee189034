using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation.Tests.Runtime;

/// <summary>The smallest entity that shows what a runtime does: it counts names, takes breaks that end at a deadline, and passes on to
/// another what begins with <c>tell:</c>. It speaks with the events of agents and keeps itself in a caller's snapshot.</summary>
internal sealed class TestEntity(EntityAddress address) : IEntity
{
    private readonly List<string> _names = [];
    private DateTimeOffset? _until;

    public EntityAddress Address => address;

    public bool Exists => Revision > 0;

    public long Revision { get; private set; }

    public DateTimeOffset LastEventAt { get; private set; }

    public DateTimeOffset? NextDeadline => _until;

    public Decision Decide(Envelope envelope, DateTimeOffset now) => envelope.Message switch
    {
        DefineAgent { Name: "throw" } => throw new InvalidOperationException("This rule is broken."),
        DefineAgent { Name: "poison" } => new Decision().With(new AgentDefined("poison")),
        DefineAgent { Name: "silence" } => new Decision(),
        DefineAgent tell when tell.Name.StartsWith("tell:", StringComparison.Ordinal) => new Decision()
            .With(new AgentDefined(tell.Name))
            .Sending(new EntityAddress(EntityKind.Agent, tell.Name[5..]), new DefineAgent("told by " + address.Id), forwarded: true),
        DefineAgent named => new Decision().With(new AgentDefined(named.Name)).Answering(envelope.ReplyTo, Answer),
        TakeBreak pause => new Decision().With(new BreakStarted(pause.Reason, now.AddSeconds(pause.Seconds!.Value)))
            .Answering(envelope.ReplyTo, Answer),
        GetAgent => new Decision().Answering(envelope.ReplyTo, Answer),
        _ => new Decision(),
    };

    public Decision? ProcessDue(DateTimeOffset now) =>
        _until <= now ? new Decision().With(new AgentBecameAvailable(AgentStatus.Break, AtDeadline: true)) : null;

    public void Apply(RecordedEvent recorded)
    {
        Revision++;
        LastEventAt = recorded.At;
        switch (recorded.Event)
        {
            case AgentDefined { Name: "poison" }:
                throw new InvalidOperationException("This event cannot be applied.");
            case AgentDefined defined:
                _names.Add(defined.Name);
                break;
            case BreakStarted pause:
                _until = pause.Until;
                break;
            case AgentBecameAvailable:
                _until = null;
                break;
        }
    }

    public void Apply(IVolatileChange note)
    {
    }

    public ISnapshot TakeSnapshot() => new CallerSnapshot(
        new CallerAddress(address.PersistenceId), Revision, LastEventAt, _names.Select(name => new AgentId(name)).ToList(), 0, []);

    public static TestEntity Restore(CallerSnapshot snapshot)
    {
        var entity = new TestEntity(EntityAddress.Parse(snapshot.Caller.Value)) { Revision = snapshot.Revision, LastEventAt = snapshot.LastEventAt };
        entity._names.AddRange(snapshot.PreferredAgents.Select(name => name.Value));
        return entity;
    }

    private CallerAnswer Answer() => new(
        new CallerAddress(address.Id), _names.Select(name => new AgentId(name)).ToList(), _until is null ? 0 : 1);
}
