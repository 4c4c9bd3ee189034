using Akka.Persistence;
using MyAgent.Engine.Akka.Journal;

namespace MyAgent.Engine.Akka.Tests.Journal;

/// <summary>Callers without events are found out many at a time, and never taken for such once something has been written for them.</summary>
[IntegrationTests]
public sealed class UnknownCallersTests
{
    private readonly List<IReadOnlyList<string>> _queries = [];
    private readonly List<string> _known = [];
    private readonly UnknownCallers _callers;
    private TaskCompletionSource _answer = new();

    public UnknownCallersTests() => _callers = new UnknownCallers(async ids =>
    {
        _queries.Add(ids);
        await _answer.Task;
        return [.. _known];
    });

    [Fact]
    public async Task While_one_query_is_under_way_the_next_one_gathers_all_others()
    {
        _known.Add("caller-+332");
        var first = _callers.IsUnknownAsync("caller-+331");
        await Eventually.TrueAsync(() => _queries.Count == 1);
        var others = Enumerable.Range(2, 50).Select(number => _callers.IsUnknownAsync($"caller-+33{number}")).ToList();
        _answer.SetResult();

        (await first).ShouldBeTrue();
        (await Task.WhenAll(others)).Count(blank => !blank).ShouldBe(1);
        _queries.Select(query => query.Count).ShouldBe([1, 50]);
    }

    [Fact]
    public async Task An_answer_serves_one_recovery()
    {
        _answer.SetResult();
        (await _callers.IsUnknownAsync("caller-+331")).ShouldBeTrue();
        _callers.TakeUnknown("caller-+331").ShouldBeTrue();
        _callers.TakeUnknown("caller-+331").ShouldBeFalse();
    }

    [Fact]
    public async Task What_has_been_written_since_the_question_makes_the_answer_void()
    {
        _answer.SetResult();
        (await _callers.IsUnknownAsync("caller-+331")).ShouldBeTrue();
        _callers.WriteBegins("caller-+331");
        _callers.WriteEnds("caller-+331");
        _callers.TakeUnknown("caller-+331").ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_being_written_makes_the_answer_void()
    {
        _answer.SetResult();
        _callers.WriteBegins("caller-+331");
        (await _callers.IsUnknownAsync("caller-+331")).ShouldBeTrue();
        _callers.TakeUnknown("caller-+331").ShouldBeFalse();
    }

    [Fact]
    public async Task An_answer_that_no_recovery_uses_because_its_actor_has_stopped_is_not_kept_for_ever()
    {
        _answer.SetResult();
        (await _callers.IsUnknownAsync("caller-+331")).ShouldBeTrue();
        await Task.WhenAll(Enumerable.Range(1, UnknownCallers.MaxUnusedAnswers).Select(number => _callers.IsUnknownAsync($"caller-+32{number}")));

        _callers.TakeUnknown("caller-+331").ShouldBeFalse();
        _callers.TakeUnknown("caller-+321").ShouldBeTrue();
    }

    [Fact]
    public async Task A_query_that_fails_fails_who_asked_and_the_next_one_is_made()
    {
        _answer.SetException(new TimeoutException());
        await Should.ThrowAsync<TimeoutException>(() => _callers.IsUnknownAsync("caller-+331"));
        _callers.TakeUnknown("caller-+331").ShouldBeFalse();
        _answer = new();
        _answer.SetResult();
        (await _callers.IsUnknownAsync("caller-+331")).ShouldBeTrue();
    }

    [Fact]
    public async Task Agents_and_queues_are_not_asked_for()
    {
        (await _callers.IsUnknownAsync("agent-ana")).ShouldBeFalse();
        (await _callers.IsUnknownAsync("queue-sales")).ShouldBeFalse();
        _callers.TakeUnknown("agent-ana").ShouldBeFalse();
        _queries.ShouldBeEmpty();
    }

    [PostgresFact]
    public void A_caller_is_read_from_its_events_wherever_they_were_written_and_one_without_is_new()
    {
        using var journal = new PluginHarness(JournalPlugin.Sql, JournalKind.Postgres);
        journal.WriteEach("caller-+331", "first", "second");
        Snapshot("caller-+331").ShouldBeNull();
        journal.Replay("caller-+331").ShouldSatisfyAllConditions(
            replayed => replayed.Events.ShouldBe(["1: first", "2: second"]), replayed => replayed.Highest.ShouldBe(2));

        Snapshot("caller-+332").ShouldBeNull();
        journal.Replay("caller-+332").Highest.ShouldBe(0);

        // Another node has it meanwhile.
        Snapshot("caller-+333").ShouldBeNull();
        journal.Replay("caller-+333").Highest.ShouldBe(0);
        journal.Stored.Execute("""
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            SELECT created, deleted, 'caller-+333', sequence_number, message, manifest, identifier, writer_uuid FROM journal WHERE persistence_id = 'caller-+331'
            """);
        Snapshot("caller-+333").ShouldBeNull();
        journal.Replay("caller-+333").Highest.ShouldBe(2);

        SelectedSnapshot? Snapshot(string caller) =>
            journal.Ask<LoadSnapshotResult>(new LoadSnapshot(caller, SnapshotSelectionCriteria.Latest, toSequenceNr: long.MaxValue)).Snapshot;
    }
}
