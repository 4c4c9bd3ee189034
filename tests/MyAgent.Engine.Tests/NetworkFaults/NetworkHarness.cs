using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Tests.NetworkFaults;

/// <summary>A contact centre in virtual time on the deterministic runtime. Its entities communicate over a network and may fail at any moment. Each
/// event is checked against the laws.</summary>
internal sealed class NetworkHarness
{
    private readonly CheckedJournal _checked;
    private readonly VirtualEngine _engine;
    private readonly bool _isInstant;

    /// <summary>A centre without queues and agents.</summary>
    /// <param name="travelTime">How long news may be under way, for the laws.</param>
    /// <param name="delays">After how long each copy of a message arrives; null where each arrives once, at once.</param>
    public NetworkHarness(TimeSpan travelTime, Func<IMessage, IEnumerable<TimeSpan>>? delays)
    {
        _isInstant = delays is null;
        _checked = new CheckedJournal(travelTime, Journal.Add);
        _engine = new VirtualEngine(Centre.Opening, _checked, delays: delays);
    }

    public DateTimeOffset Now => _engine.Now;

    public List<JournalRecord> Journal { get; } = [];

    public IReadOnlyList<LawViolation> Violations => _checked.Violations;

    /// <summary>How many messages have arrived.</summary>
    public long Delivered => _engine.Arrived;

    public IEnumerable<IEntity> Entities => _engine.Entities;

    public IEnumerable<AgentSnapshot> Agents => Entities.Select(entity => entity.TakeSnapshot()).OfType<AgentSnapshot>();

    public IEnumerable<QueueSnapshot> Queues => Entities.Select(entity => entity.TakeSnapshot()).OfType<QueueSnapshot>();

    public AgentSnapshot StateOf(string agent) => (AgentSnapshot)_engine.Find(new AgentId(agent).Address)!.TakeSnapshot();

    public AgentAnswer Agent(string agent) => (AgentAnswer)Send(new AgentId(agent).Address, new GetAgent())!;

    public QueueAnswer Queue(string queue) => (QueueAnswer)Send(new QueueId(queue).Address, new GetQueue(0, 1000))!;

    public void Tell(string agent, IAgentCommand command, string? key = null) => Send(new AgentId(agent).Address, command, key);

    /// <summary>The agent is heard of (rule 30).</summary>
    public void KeepAlive(string agent) => Send(new AgentId(agent).Address, new KeepAgentAlive());

    public void Tell(string queue, IQueueCommand command, string? key = null) => Send(new QueueId(queue).Address, command, key);

    public void Tell(string caller, ConfigureCaller command) => Send(new CallerAddress(caller).Address, command);

    public void Arrive(string queue, string contact, string caller, int? priority = null) =>
        Send(new CallerAddress(caller).Address, new ReceiveContact(new QueueId(queue), new ContactId(contact), Media.Call, priority, OriginAt: null));

    /// <summary>Lets time pass; messages arrive and deadlines act on the way.</summary>
    public void Pass(double seconds)
    {
        var until = Now.AddSeconds(seconds);
        RunUntil(until);
        _engine.MoveTo(until);
    }

    public void PassUntilNothingIsUnderWay()
    {
        while (_engine.UnderWay > 0)
            Pass(0.001);
    }

    /// <summary>One entity is thrown away and read from its journal again, as when its shard moves.</summary>
    public void Restart(EntityAddress address)
    {
        if (Journal.Any(record => record.Entity == address))
            _engine.Recover(Read(address));
    }

    /// <summary>The host dies: what is under way is lost, and every entity is read from its journal again.</summary>
    public void RestartAll() => _engine.Recover([.. Journal.Select(record => record.Entity).Distinct().Select(Read)]);

    /// <summary>Checks the laws for an instant at which all entities should agree.</summary>
    public void CheckAtRest() => _checked.AtRest(Now);

    /// <summary>Checks the laws for the whole journal.</summary>
    public void CheckAtEnd() => _checked.End();

    private IAnswer? Send(EntityAddress to, IMessage message, string? key = null)
    {
        var answer = _engine.Send(to, message, new Cause("test:supervisor", key));
        CheckWhereNothingIsUnderWay();
        RunUntil(Now);
        return answer;
    }

    private void RunUntil(DateTimeOffset until)
    {
        while (_engine.NextInstant <= until)
        {
            _engine.MoveTo(_engine.NextInstant.Value);
            _engine.Wake();
            CheckWhereNothingIsUnderWay();
        }
    }

    /// <summary>Where messages take no time, all entities agree whenever nothing is due.</summary>
    private void CheckWhereNothingIsUnderWay()
    {
        if (_isInstant && !(_engine.NextInstant <= Now))
            _checked.AtRest(Now);
    }

    private IEntity Read(EntityAddress address)
    {
        var entity = EntityFactory.Create(address);
        foreach (var record in Journal.Where(record => record.Entity == address))
            entity.Apply(record.Recorded);
        return entity;
    }
}
