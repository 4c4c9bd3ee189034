using Microsoft.Extensions.Time.Testing;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Storage.Tests.Writing;

[UnitTests]
public sealed class CommitMetricsTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new();
    private readonly SlowJournal _journal;
    private readonly List<(TimeSpan Took, int Events)> _slow = [];
    private readonly CommitMetrics _metrics;
    private readonly MeterProbe _probe;
    private readonly GroupCommitWriter _commits;

    public CommitMetricsTests()
    {
        _journal = new SlowJournal(_time);
        _metrics = new CommitMetrics((took, events) => _slow.Add((took, events)));
        _probe = new MeterProbe(_metrics.Meter);
        _commits = new GroupCommitWriter(_journal, new CommittedTail(new KnownEntities()), _ => { }, _time, _metrics);
        _metrics.ShowPending(_commits);
    }

    [Fact]
    public async Task A_commit_is_measured_by_its_duration_and_its_number_of_events()
    {
        _journal.Takes = TimeSpan.FromMilliseconds(250);
        await WriteAsync(events: 3);
        _probe.Of("myagent.journal.commit.duration").ShouldBe([0.25]);
        _probe.Of("myagent.journal.commit.size").ShouldBe([3]);
        _probe.Now("myagent.journal.commit.failed").ShouldBe(0);
        _slow.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_commit_of_more_than_a_second_is_reported()
    {
        _journal.Takes = TimeSpan.FromSeconds(1.5);
        await WriteAsync(events: 2);
        _slow.ShouldBe([(TimeSpan.FromSeconds(1.5), 2)]);
    }

    [Fact]
    public async Task A_commit_that_fails_is_counted_and_has_no_duration()
    {
        _journal.Fails = true;
        await Should.ThrowAsync<EngineUnavailableException>(() => WriteAsync(events: 1));
        _probe.Now("myagent.journal.commit.failed").ShouldBe(1);
        _probe.Of("myagent.journal.commit.duration").ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_in_the_current_batch_and_in_the_next_one_are_pending()
    {
        _journal.Gate.Reset();
        var first = WriteAsync(events: 2);
        _journal.Begun.Wait(Timeout).ShouldBeTrue();
        var second = WriteAsync(events: 5);
        _probe.Now("myagent.journal.pending").ShouldBe(7);

        _journal.Gate.Set();
        await Task.WhenAll(first, second).WaitAsync(Timeout);
        await _commits.WrittenSoFarAsync().WaitAsync(Timeout);
        _probe.Now("myagent.journal.pending").ShouldBe(0);
    }

    public void Dispose()
    {
        _journal.Gate.Set();
        _commits.Dispose();
        _probe.Dispose();
        _metrics.Dispose();
    }

    private Task WriteAsync(int events)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var entity = new EntityAddress(EntityKind.Agent, "ana");
        var recorded = new RecordedEvent(_time.GetUtcNow(), new Cause("test"), new AgentDefined("Ana"));
        var unsaved = Enumerable.Range(1, events).Select(number => new UnsavedEvent(entity, entity.PersistenceId, number, recorded)).ToArray();
        _commits.Add(unsaved, failure =>
        {
            if (failure is null)
                done.SetResult();
            else
                done.SetException(failure);
        });
        return done.Task.WaitAsync(Timeout);
    }

    /// <summary>A journal that keeps nothing, and takes its time.</summary>
    private sealed class SlowJournal(FakeTimeProvider time) : IJournal
    {
        private long _ordering;

        public TimeSpan Takes { get; set; }

        public bool Fails { get; set; }

        public ManualResetEventSlim Gate { get; } = new(initialState: true);

        public ManualResetEventSlim Begun { get; } = new();

        public void Append(IReadOnlyList<UnsavedEvent> events, List<long> orderings)
        {
            Begun.Set();
            Gate.Wait();
            time.Advance(Takes);
            if (Fails)
                throw new IOException("The disk is full.");
            orderings.AddRange(events.Select(_ => ++_ordering));
        }

        public bool IsConflict(Exception thrown) => false;

        public void Save(IReadOnlyList<StoredSnapshot> snapshots) => throw new NotSupportedException();

        public void Delete(string persistenceId, long toSequenceNr) => throw new NotSupportedException();

        public void DeleteSnapshots(string persistenceId, long fromSequenceNr, long toSequenceNr) => throw new NotSupportedException();

        public void Reopen() => throw new IOException("The disk is full.");

        public IJournalSource OpenSource() => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
