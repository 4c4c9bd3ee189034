using MyAgent.Engine.Agents;
using MyAgent.Engine.Connectors;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>Builds a journal: the events that a correct engine would have written, until a test changes them.</summary>
internal sealed class JournalBuilder
{
    public static readonly DateTimeOffset Start = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);
    public static readonly Cause Connector = new("connector:1");
    public static readonly Cause Supervisor = new("maria");

    private readonly List<(EntityAddress Entity, RecordedEvent Recorded)> _written = [];

    public DateTimeOffset Now { get; private set; } = Start;

    public JournalBuilder After(double seconds)
    {
        Now = Now.AddSeconds(seconds);
        return this;
    }

    public JournalBuilder Queue(IQueueEvent happened, string queue = "sales", Cause? cause = null) =>
        Write(new QueueId(queue).Address, happened, cause);

    public JournalBuilder Agent(string agent, IAgentEvent happened, Cause? cause = null) => Write(new AgentId(agent).Address, happened, cause);

    public JournalBuilder OfEndpoint(EndpointId endpoint, IEndpointEvent happened) => Write(endpoint.Address, happened, cause: null);

    public JournalBuilder OfConnector(string connector, IConnectorEvent happened) => Write(new ConnectorId(connector).Address, happened, cause: null);

    private JournalBuilder Write(EntityAddress entity, IEvent happened, Cause? cause)
    {
        _written.Add((entity, new RecordedEvent(Now, cause ?? Cause.Deadline, happened)));
        return this;
    }

    /// <summary>The events of one type, in order.</summary>
    public IReadOnlyList<T> All<T>()
        where T : IEvent => [.. _written.Select(entry => entry.Recorded.Event).OfType<T>()];

    /// <summary>Takes out an event.</summary>
    public JournalBuilder Without<T>(int nth = 0)
        where T : IEvent
    {
        _written.RemoveAt(IndexOf<T>(nth));
        return this;
    }

    /// <summary>Changes an event.</summary>
    public JournalBuilder With<T>(Func<T, IEvent> change, int nth = 0)
        where T : IEvent
    {
        var index = IndexOf<T>(nth);
        var (entity, recorded) = _written[index];
        _written[index] = (entity, recorded with { Event = change((T)recorded.Event) });
        return this;
    }

    /// <summary>Changes when and why an event happened.</summary>
    public JournalBuilder Recorded<T>(Func<RecordedEvent, RecordedEvent> change, int nth = 0)
        where T : IEvent
    {
        var index = IndexOf<T>(nth);
        _written[index] = (_written[index].Entity, change(_written[index].Recorded));
        return this;
    }

    /// <summary>Inserts an event before or after another, at the same instant.</summary>
    public JournalBuilder Inserted<T>(EntityAddress entity, IEvent happened, int nth = 0, bool before = false, Cause? cause = null)
        where T : IEvent
    {
        var index = IndexOf<T>(nth);
        var at = _written[index].Recorded.At;
        _written.Insert(before ? index : index + 1, (entity, new RecordedEvent(at, cause ?? Cause.Deadline, happened)));
        return this;
    }

    public IReadOnlyList<JournalRecord> Journal()
    {
        var numbers = new Dictionary<EntityAddress, long>();
        return [.. _written.Select((entry, index) =>
        {
            var number = numbers[entry.Entity] = numbers.GetValueOrDefault(entry.Entity) + 1;
            return new JournalRecord(index + 1, entry.Entity, number, entry.Recorded);
        })];
    }

    /// <summary>The journal's place of an event.</summary>
    public long OrderingOf<T>(int nth = 0)
        where T : IEvent => IndexOf<T>(nth) + 1;

    public IReadOnlyList<LawViolation> Check(bool atRest = false) => Check(Journal(), new LawOptions(), atRest ? Now : null);

    public static IReadOnlyList<LawViolation> Check(IEnumerable<JournalRecord> journal, LawOptions? options = null, DateTimeOffset? restAt = null)
    {
        var checker = new LawChecker(options ?? new LawOptions());
        var found = journal.SelectMany(checker.Check).ToList();
        found.AddRange(restAt is { } now ? checker.AtRest(now) : checker.End());
        return found;
    }

    private int IndexOf<T>(int nth)
        where T : IEvent
    {
        var index = _written.Select((entry, index) => (entry.Recorded.Event, index)).Where(entry => entry.Event is T).Skip(nth).Select(entry => entry.index);
        return index.First();
    }
}
