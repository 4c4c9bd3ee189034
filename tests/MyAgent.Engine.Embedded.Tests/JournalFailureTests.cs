using System.Collections.Concurrent;
using MyAgent.Engine.Akka.Tests.Journal;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Sqlite;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Embedded.Tests;

public sealed class JournalFailureTests : IDisposable
{
    private readonly TestEngine _test = new();
    private FailingJournal _journal = null!;

    public void Dispose() => _test.Dispose();

    [Theory, EachJournal]
    public async Task When_a_batch_cannot_be_written_nobody_is_answered_and_health_says_why(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await OpenAsync();
        await TestEngine.NameAsync(engine, "ana", "Ana");
        _journal.FailBefore(new IOException("The disk has gone."));

        (await Should.ThrowAsync<EngineUnavailableException>(() => TestEngine.NameAsync(engine, "ana", "lost")))
            .Message.ShouldContain("The disk has gone.");
        await Eventually.TrueAsync(() => engine.Health.State == EngineState.Unhealthy);
        engine.Health.Reason!.ShouldContain("The disk has gone.");
        await Should.ThrowAsync<EngineUnavailableException>(() => TestEngine.NamesAsync(engine, "ana"));

        _journal.FailBefore(null);
        await BecomeHealthyAsync(engine);
        (await TestEngine.NamesAsync(engine, "ana")).ShouldBe(["Ana"]);
        await TestEngine.NameAsync(engine, "ana", "Anna");
        (await TestEngine.ReadAllAsync(engine.Journal)).Select(record => record.SequenceNr).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_fault_tells_where_it_came_from()
    {
        var traces = new ConcurrentQueue<string>();
        _test.On(JournalKind.Sqlite);
        await using var engine = await EmbeddedEngine.OpenAsync(
            _test.Options with { OnFault = fault => traces.Enqueue(fault.Exception.StackTrace ?? "") }, _test.Time, EntityModel.Engine, journal => _journal = new FailingJournal(journal));
        _journal.FailBefore(new IOException("The disk has gone."));
        await Should.ThrowAsync<EngineUnavailableException>(() => TestEngine.NameAsync(engine, "ana", "lost"));

        await Eventually.TrueAsync(() => !traces.IsEmpty);
        traces.First().ShouldContain($"{nameof(FailingJournal)}.{nameof(IJournal.Append)}");
    }

    [Theory, EachJournal]
    public async Task It_stays_unhealthy_for_as_long_as_the_journal_cannot_be_written(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await OpenAsync();
        _journal.FailBefore(new IOException("The disk has gone."));
        await Should.ThrowAsync<EngineUnavailableException>(() => TestEngine.NameAsync(engine, "ana", "lost"));
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await Eventually.TrueAsync(() => _test.Time.SetTimers == 1);
            engine.Health.State.ShouldBe(EngineState.Unhealthy);
            _test.Time.Advance(TimeSpan.FromSeconds(10));
        }
        _journal.FailBefore(null);
        await BecomeHealthyAsync(engine);
        await TestEngine.NameAsync(engine, "ana", "Ana");
    }

    [Theory, EachJournal]
    public async Task What_was_decided_behind_a_failed_batch_is_not_answered_either(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await OpenAsync();
        _journal.Gate.Reset();
        var first = TestEngine.NameAsync(engine, "ana", "first");
        var behind = Enumerable.Range(0, 100).Select(number => TestEngine.NameAsync(engine, "ben", number.ToString())).ToList();
        var asked = TestEngine.NamesAsync(engine, "ana");
        _journal.FailBefore(new IOException("The disk has gone."));
        _journal.Gate.Set();

        foreach (var waiting in behind.Cast<Task>().Append(first).Append(asked))
            await Should.ThrowAsync<EngineUnavailableException>(() => waiting);
        _journal.FailBefore(null);
        await BecomeHealthyAsync(engine);
        (await TestEngine.ReadAllAsync(engine.Journal)).ShouldBeEmpty();
    }

    [Theory, EachJournal]
    public async Task A_batch_that_was_written_although_its_commit_failed_is_found_again(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await OpenAsync();
        _journal.FailAfter(new IOException("Nobody knows."));
        await Should.ThrowAsync<EngineUnavailableException>(() => TestEngine.NameAsync(engine, "ana", "Ana"));
        _journal.FailAfter(null);
        await BecomeHealthyAsync(engine);
        (await TestEngine.NamesAsync(engine, "ana")).ShouldBe(["Ana"]);
        (await engine.Journal.LastOrderingAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_full_disk_stops_the_answers_and_corrupts_nothing()
    {
        SqliteJournal sqlite = null!;
        await using var engine = await _test.OpenAsync(journal => sqlite = (SqliteJournal)journal);
        await TestEngine.NameAsync(engine, "ana", "Ana");
        await engine.VoiceMessages.DeleteAsync("nothing");
        SqliteDatabase.Execute(sqlite.Connection, "PRAGMA max_page_count=1");
        var answered = 1;
        var large = new string('x', 10_000);
        await Should.ThrowAsync<EngineUnavailableException>(async () =>
        {
            for (; ; answered++)
                await TestEngine.NameAsync(engine, "ana", large);
        });
        await BecomeHealthyAsync(engine);
        (await TestEngine.NamesAsync(engine, "ana")).Count.ShouldBe(answered);
        _test.Stored.Query<string>("PRAGMA integrity_check").ShouldBe(["ok"]);
    }

    [Theory, EachJournal]
    public async Task A_full_inbox_refuses_and_says_when_to_try_again(JournalKind journal)
    {
        _test.On(journal);
        _test.Options = _test.Options with { InboxCapacity = 10, BatchLimit = 1 };
        await using var engine = await OpenAsync();
        _journal.Gate.Reset();
        var taken = new List<Task>();
        var refused = await Should.ThrowAsync<EngineUnavailableException>(async () =>
        {
            while (true)
            {
                var sent = TestEngine.NameAsync(engine, "ana", "Ana");
                taken.Add(sent);
                if (sent.IsFaulted)
                    await sent;
            }
        });
        refused.RetryAfterSeconds.ShouldBe(1);
        _journal.Gate.Set();
        await Task.WhenAll(taken.SkipLast(1));
        (await TestEngine.NamesAsync(engine, "ana")).Count.ShouldBe(taken.Count - 1);
    }

    [Theory, EachJournal]
    public async Task What_is_decided_while_a_batch_is_written_goes_to_disk_as_one_batch(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await OpenAsync();
        _journal.Gate.Reset();
        var sent = Enumerable.Range(0, 200).Select(number => TestEngine.NameAsync(engine, "ana", number.ToString())).ToList();
        var asked = TestEngine.NamesAsync(engine, "ana");
        asked.IsCompleted.ShouldBeFalse();
        _journal.Gate.Set();
        await Task.WhenAll(sent);
        (await asked).Count.ShouldBe(200);
        _journal.BatchSizes.Sum().ShouldBe(200);
        _journal.BatchSizes.Count.ShouldBeLessThan(200);
    }

    [Theory, EachJournal]
    public async Task A_client_that_no_longer_waits_is_let_go(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await OpenAsync();
        using var cancel = new CancellationTokenSource();
        var silent = TestEngine.SendAsync(engine, "ana", new DefineAgent("silence"), cancel.Token);
        await TestEngine.NameAsync(engine, "ana", "Ana");
        silent.IsCompleted.ShouldBeFalse();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => silent);
    }

    private Task<EmbeddedEngine> OpenAsync() => _test.OpenAsync(journal => _journal = new FailingJournal(journal));

    private async Task BecomeHealthyAsync(EmbeddedEngine engine)
    {
        await Eventually.TrueAsync(() => engine.Health.State == EngineState.Healthy || _test.Time.SetTimers > 0);
        await Eventually.TrueAsync(() =>
        {
            _test.Time.Advance(TimeSpan.FromSeconds(10));
            return engine.Health.State == EngineState.Healthy;
        });
    }
}
