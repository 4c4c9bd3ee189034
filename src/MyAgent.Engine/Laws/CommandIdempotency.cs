using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Law 17: a command repeated under an id that is remembered has no second effect; nor has another command under that id (rule 33h).</summary>
internal sealed class CommandIdempotency : ILawCheck
{
    private const int Law = 17;
    private const int RememberedByQueues = 1000;
    private const int RememberedByOthers = 32;

    /// <summary>What an agent asks another entity: an acceptance, a log-in at an endpoint, a consultation.</summary>
    private static readonly (Func<IEvent, bool> Asks, Func<IEvent, bool> Ends)[] Questions =
    [
        (happened => happened is AcceptanceRequested, happened => happened is OfferClosed),
        (happened => happened is EndpointRequested, happened => happened is EndpointRequestEnded or AgentLoggedIn),
        (happened => happened is ConsultationRequested, happened => happened is ConsultationStarted or ConsultationClosed),
    ];

    private readonly Dictionary<EntityAddress, Memory> _memories = [];

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        var recorded = record.Recorded;
        if (!_memories.TryGetValue(record.Entity, out var memory))
            _memories.Add(record.Entity, memory = new Memory(record.Entity.Kind == EntityKind.Queue ? RememberedByQueues : RememberedByOthers));
        var sameDecision = memory.Newest is { } newest && newest.At == recorded.At && newest.Cause.CommandId == recorded.Cause.CommandId
            && newest.Cause.IsSameCommandAs(recorded.Cause);
        memory.Newest = recorded;

        var completes = memory.Completes(recorded);
        if (recorded.Cause.CommandId is not { } id)
            return;
        if (!memory.Remember(id, recorded.Cause, out var first) && !sameDecision && !completes)
            violations.Add(Law, first.IsSameCommandAs(recorded.Cause)
                ? $"Command {id} took effect a second time, with {ManifestName.Of(recorded.Event.GetType())}."
                : $"Another command under the id of command {id} took effect, with {ManifestName.Of(recorded.Event.GetType())}.");
    }

    /// <summary>The command ids that an entity remembers.</summary>
    private sealed class Memory(int capacity)
    {
        private readonly Dictionary<string, Cause> _causes = [];
        private readonly Queue<string> _order = new();

        /// <summary>The command of each question that is not answered.</summary>
        private readonly Cause?[] _asking = new Cause?[Questions.Length];

        /// <summary>The newest event.</summary>
        public RecordedEvent? Newest { get; set; }

        /// <summary>Whether an event completes what the same command began. What another entity decides takes two decisions: the agent asks, and when that entity has
        /// decided, the same command goes on.</summary>
        public bool Completes(RecordedEvent recorded)
        {
            var completes = false;
            for (var index = 0; index < Questions.Length; index++)
            {
                var (asks, ends) = (Questions[index].Asks(recorded.Event), Questions[index].Ends(recorded.Event));
                completes |= ends && _asking[index] is { } asking && asking.CommandId == recorded.Cause.CommandId && asking.IsSameCommandAs(recorded.Cause);
                if (asks || ends)
                    _asking[index] = asks ? recorded.Cause : null;
            }
            return completes;
        }

        /// <summary>Remembers a command.</summary>
        /// <returns>Whether its id was not remembered yet.</returns>
        public bool Remember(string id, Cause cause, out Cause first)
        {
            if (_causes.TryGetValue(id, out var remembered))
            {
                first = remembered;
                return false;
            }
            _causes.Add(id, first = cause);
            _order.Enqueue(id);
            if (_order.Count > capacity)
                _causes.Remove(_order.Dequeue());
            return true;
        }
    }
}
