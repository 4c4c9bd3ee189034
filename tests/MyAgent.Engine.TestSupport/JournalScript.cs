using System.Runtime.CompilerServices;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.TestSupport;

/// <summary>A journal to which a test adds events at chosen seconds.</summary>
public sealed class JournalScript : IJournalFeed
{
    public static readonly DateTimeOffset Start = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    private readonly List<JournalRecord> _records = [];
    private readonly Dictionary<EntityAddress, long> _sequence = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = Start;
    private string? _by;

    public IReadOnlyList<JournalRecord> Records => _records;

    public static DateTimeOffset Second(double seconds) => Start.AddSeconds(seconds);

    /// <summary>Sets the time of the events that follow, in seconds after the start, and their cause.</summary>
    public JournalScript At(double seconds, string? by = null)
    {
        (_now, _by) = (Second(seconds), by);
        return this;
    }

    public JournalScript Queue(string id, params ReadOnlySpan<IEvent> events) => Add(new QueueId(id).Address, events);

    public JournalScript Agent(string id, params ReadOnlySpan<IEvent> events) => Add(new AgentId(id).Address, events);

    public JournalScript Add(EntityAddress entity, params ReadOnlySpan<IEvent> events)
    {
        lock (_records)
        {
            foreach (var happened in events)
            {
                _sequence[entity] = _sequence.GetValueOrDefault(entity) + 1;
                // Orderings may have gaps.
                _records.Add(new JournalRecord(_records.Count * 2 + 1, entity, _sequence[entity], new RecordedEvent(_now, new Cause(_by), happened)));
            }
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        return this;
    }

    public string JournalId { get; set; } = "0123456789abcdef0123456789abcdef";

    public long Position => LastOrderingAsync().Result;

    public Task<IReadOnlyList<EntityAddress>> EntitiesAsync(EntityKind kind, CancellationToken cancel = default)
    {
        lock (_records)
            return Task.FromResult<IReadOnlyList<EntityAddress>>(
                [.. _sequence.Keys.Where(entity => entity.Kind == kind).OrderBy(entity => entity.Id, StringComparer.Ordinal)]);
    }

    public Task<long> LastOrderingAsync(CancellationToken cancel = default)
    {
        lock (_records)
            return Task.FromResult(_records.Count == 0 ? 0 : _records[^1].Ordering);
    }

    public async IAsyncEnumerable<JournalRecord> ReadAsync(
        long afterOrdering, EntityAddress? entity = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask;
        foreach (var record in After(afterOrdering, out _).Where(record => entity is null || record.Entity == entity))
            yield return record;
    }

    /// <summary>How many events have been read of single entities.</summary>
    public int EntityReads { get; private set; }

    public async IAsyncEnumerable<JournalRecord> ReadEntityAsync(
        EntityAddress entity, long afterSequenceNr, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask;
        foreach (var record in After(0, out _).Where(record => record.Entity == entity && record.SequenceNr > afterSequenceNr))
        {
            EntityReads++;
            yield return record;
        }
    }

    public async IAsyncEnumerable<JournalRecord> FollowAsync(
        long afterOrdering, IReadOnlySet<EntityAddress>? entities = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        while (true)
        {
            var next = After(afterOrdering, out var changed);
            foreach (var record in next)
            {
                if (entities?.Contains(record.Entity) ?? true)
                    yield return record;
                afterOrdering = record.Ordering;
            }
            await changed.WaitAsync(cancel);
        }
    }

    private List<JournalRecord> After(long ordering, out Task changed)
    {
        lock (_records)
        {
            changed = _records.Any(record => record.Ordering > ordering) ? Task.CompletedTask : _changed.Task;
            return [.. _records.Where(record => record.Ordering > ordering)];
        }
    }
}
