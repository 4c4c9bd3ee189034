using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Projections.Tests;

/// <summary>Runs the real rules in memory, one message after the other, and journals what happens.</summary>
internal sealed class InMemoryEngine
{
    private const int MaxSteps = 200_000;

    private readonly Dictionary<EntityAddress, IEntity> _entities = [];
    private readonly Queue<Envelope> _inbox = new();
    private double _now;
    private int _steps;

    public JournalScript Journal { get; } = new();

    public IEntity this[EntityAddress address] =>
        _entities.TryGetValue(address, out var entity) ? entity : _entities[address] = EntityFactory.Create(address);

    public IEnumerable<IEntity> Entities => _entities.Values;

    public void Send(EntityAddress to, IMessage message)
    {
        _inbox.Enqueue(new Envelope(to, message, new Cause("test")));
        while (_inbox.TryDequeue(out var envelope))
            Take(this[envelope.To], envelope);
    }

    /// <summary>What an entity answers to a question.</summary>
    public TAnswer Ask<TAnswer>(EntityAddress entity, IQuery question)
        where TAnswer : IAnswer =>
        (TAnswer)EntityStep.Take(this[entity], new Envelope(entity, question, new Cause("test"), ReplyTo: "test"), JournalScript.Second(_now))
            .Replies.ShouldHaveSingleItem().Answer;

    /// <summary>Lets time pass, deadline by deadline.</summary>
    public void AdvanceTo(double second)
    {
        while (_entities.Values.Where(entity => entity.NextDeadline <= JournalScript.Second(second)).MinBy(entity => entity.NextDeadline) is { } due)
        {
            _now = Math.Max(_now, (due.NextDeadline!.Value - JournalScript.Start).TotalSeconds);
            Take(due, null);
            while (_inbox.TryDequeue(out var envelope))
                Take(this[envelope.To], envelope);
        }
        _now = second;
    }

    private void Take(IEntity entity, Envelope? envelope)
    {
        (++_steps).ShouldBeLessThan(MaxSteps, $"{entity.Address} does not come to rest at {_now} s: {envelope?.Message}, next {entity.NextDeadline:O}");
        var step = EntityStep.Take(entity, envelope, JournalScript.Second(_now));
        step.Fault.ShouldBeNull();
        foreach (var recorded in step.Recorded)
            Journal.At(_now, recorded.Cause.By).Add(entity.Address, recorded.Event);
        foreach (var send in step.Sends)
            _inbox.Enqueue(send);
    }
}
