using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Projections.Contacts;

namespace MyAgent.Engine.Projections.Tests;

[UnitTests]
public sealed class JournalFollowerTests
{
    private readonly CancellationToken _limit = new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    [Fact]
    public async Task A_client_reads_its_own_writes_in_the_projections()
    {
        var journal = new JournalScript();
        var history = new ContactHistory();
        using var follower = Follow(journal, history);
        await follower.StartAsync(_limit);

        for (var number = 1; number <= 100; number++)
        {
            journal.Queue("sales", Happened.Arrived($"c{number}"));
            await follower.CaughtUpAsync(_limit);
            history.Find(new QueueId("sales"), new ContactId($"c{number}")).ShouldNotBeNull();
        }
        follower.Position.ShouldBe(journal.Records[^1].Ordering);
        await follower.StopAsync(_limit);
    }

    [Fact]
    public async Task An_empty_journal_is_read_at_once()
    {
        using var follower = Follow(new JournalScript());
        await follower.CaughtUpAsync(_limit);
    }

    [Fact]
    public async Task A_read_that_fails_continues_where_it_stopped()
    {
        var journal = new FailingJournal(new JournalScript().Queue("sales", Happened.Arrived("c1"), Happened.Arrived("c2"), Happened.Arrived("c3")));
        var seen = new Seen();
        using var follower = Follow(journal, seen);
        await follower.StartAsync(_limit);

        await seen.Third.Task.WaitAsync(_limit);
        await follower.CaughtUpAsync(_limit);
        seen.Orderings.ShouldBe([1, 3, 5]);
        journal.Failures.ShouldBe(2);
        await follower.StopAsync(_limit);
    }

    [Fact]
    public async Task A_projection_that_throws_stops_the_projections_and_no_client_waits_for_them()
    {
        using var follower = Follow(new JournalScript().Queue("sales", Happened.Arrived("c1")), new Broken());
        await follower.StartAsync(_limit);

        await follower.ExecuteTask!.WaitAsync(_limit);
        var thrown = await Should.ThrowAsync<EngineUnavailableException>(() => follower.CaughtUpAsync(_limit));
        thrown.Message.ShouldContain("event 1");
        follower.Trouble.ShouldBe(thrown.Message);
        follower.Position.ShouldBe(0);
    }

    [Fact]
    public async Task A_client_that_waits_too_long_learns_the_position_of_the_projections()
    {
        var journal = new JournalScript().Queue("sales", Happened.Arrived("c1"), Happened.Arrived("c2"));
        using var follower = new JournalFollower(
            journal, [], new StandingClock(JournalScript.Start, longTimersToo: true), NullLogger<JournalFollower>.Instance);

        var thrown = await Should.ThrowAsync<EngineUnavailableException>(() => follower.CaughtUpAsync(_limit));
        thrown.Message.ShouldContain("event 0 of 3");
        thrown.RetryAfterSeconds.ShouldBePositive();
    }

    [Fact]
    public async Task When_the_engine_stops_no_client_waits_any_more()
    {
        var journal = new JournalScript();
        using var follower = Follow(journal);
        await follower.StartAsync(_limit);
        await follower.StopAsync(_limit);

        journal.Queue("sales", Happened.Arrived("c1"));
        await Should.ThrowAsync<EngineUnavailableException>(() => follower.CaughtUpAsync(_limit));
    }

    private static JournalFollower Follow(IJournalFeed journal, params IProjection[] views) =>
        new(journal, views, new StandingClock(JournalScript.Start), NullLogger<JournalFollower>.Instance);

    private sealed class Seen : IProjection
    {
        public List<long> Orderings { get; } = [];

        public TaskCompletionSource Third { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Fold(JournalRecord record)
        {
            Orderings.Add(record.Ordering);
            if (Orderings.Count == 3)
                Third.SetResult();
        }
    }

    private sealed class Broken : IProjection
    {
        public void Fold(JournalRecord record) => throw new InvalidOperationException("The view is broken.");
    }

    /// <summary>Fails before each event but the first.</summary>
    private sealed class FailingJournal(JournalScript journal) : IJournalFeed
    {
        public int Failures { get; private set; }

        public Task<long> LastOrderingAsync(CancellationToken cancel = default) => journal.LastOrderingAsync(cancel);

        public Task<IReadOnlyList<EntityAddress>> EntitiesAsync(EntityKind kind, CancellationToken cancel = default) =>
            journal.EntitiesAsync(kind, cancel);

        public IAsyncEnumerable<JournalRecord> ReadAsync(long afterOrdering, EntityAddress? entity = null, CancellationToken cancel = default) =>
            journal.ReadAsync(afterOrdering, entity, cancel);

        public IAsyncEnumerable<JournalRecord> ReadEntityAsync(EntityAddress entity, long afterSequenceNr, CancellationToken cancel = default) =>
            journal.ReadEntityAsync(entity, afterSequenceNr, cancel);

        public string JournalId => journal.JournalId;

        public long Position => journal.Position;

        public async IAsyncEnumerable<JournalRecord> FollowAsync(
            long afterOrdering, IReadOnlySet<EntityAddress>? entities = null, [EnumeratorCancellation] CancellationToken cancel = default)
        {
            var first = true;
            await foreach (var record in journal.FollowAsync(afterOrdering, entities, cancel))
            {
                if (!first)
                {
                    Failures++;
                    throw new IOException("The disk is away for a moment.");
                }
                first = false;
                yield return record;
            }
        }
    }
}
