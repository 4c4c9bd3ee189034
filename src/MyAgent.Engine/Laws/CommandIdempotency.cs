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

    private readonly Dictionary<EntityAddress, Memory> _memories = [];

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        var recorded = record.Recorded;
        if (!_memories.TryGetValue(record.Entity, out var memory))
            _memories.Add(record.Entity, memory = new Memory(record.Entity.Kind == EntityKind.Queue ? RememberedByQueues : RememberedByOthers));
        var sameDecision = memory.Newest is { } newest && newest.At == recorded.At && newest.Cause.CommandId == recorded.Cause.CommandId
            && newest.Cause.IsSameCommandAs(recorded.Cause);
        memory.Newest = recorded;

        // An acceptance is two decisions: the agent asks, and when the queue has decided the same command ends the offer. So is a log-in at an endpoint.
        var completesAcceptance = recorded.Event is OfferClosed && memory.Accepting is { } accepting && accepting.CommandId == recorded.Cause.CommandId
            && accepting.IsSameCommandAs(recorded.Cause);
        if (recorded.Event is AcceptanceRequested or OfferClosed)
            memory.Accepting = recorded.Event is AcceptanceRequested ? recorded.Cause : null;
        var completesLogIn = recorded.Event is AgentLoggedIn or EndpointRequestEnded && memory.LoggingIn is { } login && login.CommandId == recorded.Cause.CommandId
            && login.IsSameCommandAs(recorded.Cause);
        if (recorded.Event is EndpointRequested or EndpointRequestEnded or AgentLoggedIn)
            memory.LoggingIn = recorded.Event is EndpointRequested ? recorded.Cause : null;
        if (recorded.Cause.CommandId is not { } id)
            return;
        if (!memory.Remember(id, recorded.Cause, out var first) && !sameDecision && !completesAcceptance && !completesLogIn)
            violations.Add(Law, first.IsSameCommandAs(recorded.Cause)
                ? $"Command {id} took effect a second time, with {ManifestName.Of(recorded.Event.GetType())}."
                : $"Another command under the id of command {id} took effect, with {ManifestName.Of(recorded.Event.GetType())}.");
    }

    /// <summary>The command ids that an entity remembers.</summary>
    private sealed class Memory(int capacity)
    {
        private readonly Dictionary<string, Cause> _causes = [];
        private readonly Queue<string> _order = new();

        /// <summary>The newest event.</summary>
        public RecordedEvent? Newest { get; set; }

        /// <summary>The command by which the agent accepted, until its offer ends.</summary>
        public Cause? Accepting { get; set; }

        /// <summary>The command by which the agent wants to log in at an endpoint, until that has decided.</summary>
        public Cause? LoggingIn { get; set; }

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
