using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Faults;

/// <summary>One entity by itself: the test speaks for all the others, in whatever order it likes.</summary>
internal sealed class Sole(EntityAddress address)
{
    private readonly List<Recorded> _history = [];
    private IEntity _entity = EntityFactory.Create(address);

    public static readonly QueueId Sales = new("sales");
    public static readonly AgentId Ana = new("ana");

    public DateTimeOffset Now { get; private set; } = Centre.Opening;

    /// <summary>What the client was answered last.</summary>
    public IAnswer? Answer { get; private set; }

    /// <summary>What each client was answered last.</summary>
    public Dictionary<string, IAnswer> Answers { get; } = [];

    public static Sole Queue()
    {
        var queue = new Sole(Sales.Address);
        queue.Hears(new ConfigureQueue(QueueSettings.Default("Sales")));
        return queue;
    }

    public static Sole Agent(params string[] queues)
    {
        var agent = new Sole(Ana.Address);
        agent.Hears(new DefineAgent("Ana"));
        foreach (var queue in queues)
            agent.Hears(new AssignAgent(new QueueId(queue), new Assignment()));
        agent.Hears(new LogIn());
        return agent;
    }

    public static AgentReport Report(long round, long revision = 3, bool ready = true, bool choosing = false, OfferId? holding = null) => new(
        Ana, revision, round, new Assignment(), LoggedIn: true, ready, choosing, Centre.Opening, holding, Released: null);

    public static AdmitContact Call(string contact) => new(new ContactId(contact), Media.Call, new CallerAddress("+331"), 0, null, [], []);

    public static Offer Offer(long number, string contact = "c1", string queue = "sales", CallbackRequest? callback = null) => new(
        new OfferId(new QueueId(queue), number),
        new Contact(new ContactId(contact), Media.Call, new CallerAddress("+331"), Centre.Opening, new OrderKey(0, Centre.Opening, 1), [], callback),
        TimeoutSeconds: 20, MissedLimit: 1, PopUpLimitSeconds: null);

    /// <summary>The entity takes a message.</summary>
    /// <returns>What it says to others.</returns>
    public List<IMessage> Hears(IMessage message)
    {
        Answer = null;
        return Take(new Envelope(address, message, new Cause("test"), "client"));
    }

    /// <summary>A client asks something, under a key.</summary>
    /// <returns>What the entity says to others.</returns>
    public List<IMessage> Asks(ICommand command, string client, string key) =>
        Take(new Envelope(address, command, new Cause("test", key), client));

    public List<IMessage> Passes(double seconds)
    {
        Now = Now.AddSeconds(seconds);
        return Take(envelope: null);
    }

    /// <summary>The entity is read from its journal again.</summary>
    public List<IMessage> Restarts(bool fromSnapshot = false)
    {
        var snapshot = _entity.TakeSnapshot();
        _entity = fromSnapshot ? EntityFactory.Restore(snapshot) : EntityFactory.Create(address);
        foreach (var recorded in fromSnapshot ? [] : _history)
            _entity.Apply(recorded);
        _entity.Apply(new RecoveryGrace(Now, RecoveryGrace.Default));
        return Hears(new Recovered());
    }

    private List<IMessage> Take(Envelope? envelope)
    {
        var step = EntityStep.Take(_entity, envelope, Now);
        step.Fault.ShouldBeNull();
        _history.AddRange(step.Recorded);
        foreach (var (client, answer) in step.Replies)
            Answer = Answers[client] = answer;
        return [.. step.Sends.Select(send => send.Message)];
    }
}
