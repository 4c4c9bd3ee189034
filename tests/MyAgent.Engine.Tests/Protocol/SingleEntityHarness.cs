using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Tests.Protocol;

/// <summary>Runs one entity. The test sends the messages of all others, in any order.</summary>
internal sealed class SingleEntityHarness : IEntitySource, IMessageRoute
{
    private readonly EntityAddress _address;
    private readonly List<RecordedEvent> _history = [];
    private readonly List<IMessage> _sent = [];
    private readonly Dictionary<EntityAddress, AgentReport> _reports = [];
    private DeterministicRuntime _runtime;

    private SingleEntityHarness(EntityAddress address) => (_address, _runtime) = (address, new DeterministicRuntime(this, this));

    public static readonly QueueId Sales = new("sales");
    public static readonly AgentId Ana = new("ana");

    public DateTimeOffset Now { get; private set; } = Centre.Opening;

    /// <summary>Every event, in order.</summary>
    public IReadOnlyList<RecordedEvent> History => _history;

    /// <summary>The last answer to the client.</summary>
    public IAnswer? Answer { get; private set; }

    /// <summary>The last answer to each client.</summary>
    public Dictionary<string, IAnswer> Answers { get; } = [];

    public static SingleEntityHarness Queue()
    {
        var queue = new SingleEntityHarness(Sales.Address);
        queue.Receives(new ConfigureQueue(QueueSettings.Default("Sales")));
        return queue;
    }

    public static SingleEntityHarness Endpoint(EndpointId endpoint) => new(endpoint.Address);

    /// <summary>An agent that is not logged in.</summary>
    public static SingleEntityHarness LoggedOutAgent()
    {
        var agent = new SingleEntityHarness(Ana.Address);
        agent.Receives(new DefineAgent("Ana"));
        return agent;
    }

    public static SingleEntityHarness Agent(params string[] queues)
    {
        var agent = new SingleEntityHarness(Ana.Address);
        agent.Receives(new DefineAgent("Ana"));
        foreach (var queue in queues)
            agent.Receives(new AssignAgent(new QueueId(queue), new Assignment()));
        agent.Receives(new LogIn());
        return agent;
    }

    public static AgentReport Report(long round, long revision = 3, bool ready = true, bool choosing = false, OfferId? holding = null) => new(
        Ana, revision, round, new Assignment(), LoggedIn: true, ready, choosing, Centre.Opening, holding, Released: null);

    public static AdmitContact Call(string contact) => new(new ContactId(contact), Media.Call, new CallerAddress("+331"), 0, null, [], []);

    public static Offer Offer(long number, string contact = "c1", string queue = "sales", CallbackRequest? callback = null) => new(
        new OfferId(new QueueId(queue), number),
        new Contact(new ContactId(contact), Media.Call, new CallerAddress("+331"), Centre.Opening, new OrderKey(0, Centre.Opening, 1), [], callback),
        TimeoutSeconds: 20, MissedLimit: 1, PopUpLimitSeconds: null);

    /// <summary>The report that the agent last sent to a queue.</summary>
    public AgentReport ReportTo(QueueId queue) => _reports[queue.Address];

    /// <summary>The entity takes a message.</summary>
    /// <returns>The messages that it sends to other entities.</returns>
    public List<IMessage> Receives(IMessage message)
    {
        Answer = null;
        return Run(runtime => runtime.Deliver(new Envelope(_address, message, new Cause("test"), "client"), Now));
    }

    /// <summary>A client sends a command under a key.</summary>
    /// <returns>The messages that it sends to other entities.</returns>
    public List<IMessage> Asks(ICommand command, string client, string key) =>
        Run(runtime => runtime.Deliver(new Envelope(_address, command, new Cause("test", key), client), Now));

    public List<IMessage> Waits(double seconds)
    {
        Now = Now.AddSeconds(seconds);
        return Run(runtime => runtime.FireDue(Now));
    }

    /// <summary>The entity is read from its journal again.</summary>
    public List<IMessage> Restarts(bool fromSnapshot = false)
    {
        var entity = fromSnapshot ? EntityFactory.Restore(_runtime.Find(_address)!.TakeSnapshot()) : EntityFactory.Create(_address);
        foreach (var recorded in fromSnapshot ? [] : _history)
            entity.Apply(recorded);
        _runtime = new DeterministicRuntime(this, this);
        _runtime.Add(entity);
        return Run(runtime => runtime.AnnounceRecovery(Now, RecoveryGrace.Default));
    }

    /// <inheritdoc/>
    public IEntity Load(EntityAddress address) => EntityFactory.Create(address);

    /// <inheritdoc/>
    public void Carry(Envelope sent, Queue<Envelope> pending)
    {
        _sent.Add(sent.Message);
        if (sent.Message is AgentReport report)
            _reports[sent.To] = report;
    }

    private List<IMessage> Run(Action<DeterministicRuntime> run)
    {
        _sent.Clear();
        run(_runtime);
        var output = _runtime.DrainOutput();
        output.Faults.ShouldBeEmpty();
        _history.AddRange(output.Events.Select(happened => happened.Recorded));
        foreach (var (client, answer) in output.Replies)
            Answer = Answers[client] = answer;
        return [.. _sent];
    }
}
