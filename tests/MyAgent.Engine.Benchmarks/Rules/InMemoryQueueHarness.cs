using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Simulation.Runtime;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Benchmarks.Rules;

/// <summary>One queue under the rules alone, in virtual time: no disk, no threads.</summary>
internal sealed class InMemoryQueueHarness : IEntitySource
{
    private readonly DeterministicRuntime _runtime;
    private readonly Random _random = new(20240517);
    private readonly Queue<(AgentId Agent, OfferId Offer)> _ringing = new();
    private readonly Queue<AgentId> _engaged = new();
    private readonly double _preferredHoldSeconds;
    private readonly Action<UnsavedEvent>? _onEvent;
    private DateTimeOffset _now = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);
    private long _contacts;

    /// <param name="preferredHoldSeconds">Above 0, each contact prefers one of the agents and waits so long for that one.</param>
    /// <param name="onEvent">Hears of every event.</param>
    public InMemoryQueueHarness(double preferredHoldSeconds = 0, Action<UnsavedEvent>? onEvent = null)
    {
        (_preferredHoldSeconds, _onEvent) = (preferredHoldSeconds, onEvent);
        _runtime = new DeterministicRuntime(this);
        Send(Queue.Address, BenchmarkData.Open(Queue, preferredHoldSeconds));
    }

    /// <summary>The queue.</summary>
    public static QueueId Queue { get; } = BenchmarkData.Queue(0);

    /// <summary>How many agents there are.</summary>
    public int Agents { get; private set; }

    /// <summary>How many events there have been.</summary>
    public long Events { get; private set; }

    /// <inheritdoc/>
    public IEntity Load(EntityAddress address) => EntityFactory.Create(address);

    /// <summary>Logs agents in until there are so many; each takes a contact, where one waits.</summary>
    public void GrowTo(int agents)
    {
        for (; Agents < agents; Agents++)
        {
            var agent = BenchmarkData.Agent(Agents);
            foreach (var command in BenchmarkData.Start(agent, Queue))
                Send(agent.Address, command);
            AnswerAll();
        }
    }

    /// <summary>So many contacts arrive, of ten priorities in turn.</summary>
    public void Arrive(int contacts)
    {
        for (var arrived = 0; arrived < contacts; arrived++)
        {
            var number = _contacts++;
            var priority = _random.Next(10);
            if (_preferredHoldSeconds > 0)
                Admit(number, priority);
            else
                Send(BenchmarkData.Caller(number).Address, BenchmarkData.Arrival(Queue, number, priority));
            AnswerAll();
        }
    }

    /// <summary>One contact arrives, and the agent who has been engaged longest finishes and is given the one whose turn it is.</summary>
    public void Cycle()
    {
        _now = _now.AddMilliseconds(1);
        _runtime.FireDue(_now);
        Arrive(1);
        FinishOne();
        AnswerAll();
    }

    /// <summary>The agent who has been engaged longest ends the contact and closes its pop-up.</summary>
    private void FinishOne()
    {
        var agent = _engaged.Dequeue();
        Send(agent.Address, new EndContact());
        Send(agent.Address, new ClosePopUp());
    }

    private void AnswerAll()
    {
        while (_ringing.TryDequeue(out var rings))
        {
            Send(rings.Agent.Address, new AcceptOffer(rings.Offer));
            _engaged.Enqueue(rings.Agent);
        }
    }

    private void Admit(long number, int priority) => Send(Queue.Address, new AdmitContact(
        BenchmarkData.Contact(number), Media.Call, BenchmarkData.Caller(number), priority, OriginAt: null,
        [BenchmarkData.Agent(_random.Next(Math.Max(1, Agents)))], Via: []));

    private void Send(EntityAddress to, IMessage command)
    {
        _runtime.Deliver(new Envelope(to, command, BenchmarkData.Connector, "client"), _now);
        foreach (var happened in _runtime.DrainOutput().Events)
        {
            Events++;
            _onEvent?.Invoke(happened);
            if (happened.Recorded.Event is OfferReceived received)
                _ringing.Enqueue((new AgentId(happened.Entity.Id), received.Offer.OfferId));
        }
    }
}
