using MyAgent.Engine.Agents;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Law 17: a command repeated under an id that is remembered has no second effect.</summary>
internal sealed class CommandsOnce : ILaw
{
    private const int Law = 17;
    private const int RememberedByQueues = 1000;
    private const int RememberedByOthers = 32;

    private readonly Dictionary<EntityAddress, Memory> _memories = [];

    public void Before(JournalRecord record, World world, Findings findings)
    {
        var recorded = record.Recorded;
        if (!_memories.TryGetValue(record.Entity, out var memory))
            _memories.Add(record.Entity, memory = new Memory(record.Entity.Kind == EntityKind.Queue ? RememberedByQueues : RememberedByOthers));
        var sameDecision = memory.Newest == (recorded.Cause.CommandId, recorded.At);
        memory.Newest = (recorded.Cause.CommandId, recorded.At);

        // An acceptance is two decisions: the agent asks, and when the queue has decided the same command ends the offer.
        var completesAcceptance = recorded.Event is OfferClosed && recorded.Cause.CommandId == memory.Accepting;
        if (recorded.Event is AcceptanceRequested or OfferClosed)
            memory.Accepting = recorded.Event is AcceptanceRequested ? recorded.Cause.CommandId : null;
        if (recorded.Cause.CommandId is not { } id)
            return;
        if (!memory.Add(id) && !sameDecision && !completesAcceptance)
            findings.Broken(Law, $"Command {id} took effect a second time, with {recorded.Event.GetType().Name}.");
    }

    /// <summary>The command ids that an entity remembers.</summary>
    private sealed class Memory(int capacity)
    {
        private readonly HashSet<string> _ids = [];
        private readonly Queue<string> _order = new();

        /// <summary>The command and the instant of the newest event.</summary>
        public (string? CommandId, DateTimeOffset At) Newest { get; set; }

        /// <summary>The command under which the agent accepted, until its offer ends.</summary>
        public string? Accepting { get; set; }

        public bool Add(string id)
        {
            if (!_ids.Add(id))
                return false;
            _order.Enqueue(id);
            if (_order.Count > capacity)
                _ids.Remove(_order.Dequeue());
            return true;
        }
    }
}
