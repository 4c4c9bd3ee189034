using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;

namespace MyAgent.Engine.Service.Commands.Verification;

/// <summary>Law 21 over a journal: the queues are replayed, and after each of their events asked what they would tell their callers.</summary>
internal sealed class ReplayedPositions
{
    private readonly PositionLaw _law = new();
    private readonly Dictionary<EntityAddress, IEntity?> _queues = [];

    /// <summary>Replays the next event of the journal.</summary>
    /// <returns>The positions that have risen by it.</returns>
    public IReadOnlyList<LawViolation> After(JournalRecord record)
    {
        if (record.Entity.Kind != EntityKind.Queue)
            return [];
        if (!_queues.TryGetValue(record.Entity, out var queue))
            _queues[record.Entity] = queue = EntityFactory.Create(record.Entity);
        if (queue is null)
            return [];
        try
        {
            queue.Apply(record.Recorded);
            _law.Note(record);
            return _law.Ask(queue, record);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            // Events that cannot be applied break other laws, which say so. Of this queue no more can be asked.
            _queues[record.Entity] = null;
            return [];
        }
    }
}
