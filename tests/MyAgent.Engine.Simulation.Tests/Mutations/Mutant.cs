using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation.Tests.Mutations;

/// <summary>A real entity with one rule broken.</summary>
internal sealed class Mutant(IEntity entity, Mutation mutation) : IEntity
{
    private bool _alive;

    public EntityAddress Address => entity.Address;

    public bool Exists => entity.Exists;

    public long Revision => mutation.Counted(entity.Revision);

    public DateTimeOffset LastEventAt => mutation.NotBefore(entity);

    public DateTimeOffset? NextDeadline => entity.NextDeadline - mutation.Early;

    public Decision Decide(Envelope envelope, DateTimeOffset now)
    {
        _alive = true;
        return mutation.Decided(new Moment(entity, envelope.Message, now), entity.Decide(mutation.Heard(envelope), now)) ?? new Decision();
    }

    public Decision? ProcessDue(DateTimeOffset now)
    {
        _alive = true;
        return entity.ProcessDue(now + mutation.Early) is { } decision ? mutation.Decided(new Moment(entity, null, now), decision) : null;
    }

    public void Apply(RecordedEvent recorded) => entity.Apply(mutation.Believed(recorded, _alive));

    public void Apply(IVolatileChange note) => entity.Apply(note);

    public ISnapshot TakeSnapshot() => entity.TakeSnapshot();
}
