using Akka.Persistence.Query;
using Akka.Streams;
using Akka.Streams.Dsl;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Journal;
using MyAgent.Engine.Entities;
using static MyAgent.Engine.Akka.Tests.Journal.PluginHarness;

namespace MyAgent.Engine.Akka.Tests.Journal;

/// <summary>The read journal, asked as any program asks it: by <see cref="PersistenceQuery"/>, over what the journal's plugin has written.</summary>
[IntegrationTests]
public sealed class ReadJournalTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory, EachJournal]
    public async Task All_events_are_those_there_are_and_then_those_that_are_committed_in_order(JournalKind kind)
    {
        using var journal = new PluginHarness(JournalPlugin.GroupCommit, kind);
        journal.WriteEach("agent-ana", "one", "two");
        await using var events = new Pulled(journal, query => query.AllEvents(Offset.NoOffset()));
        (await events.NextAsync()).ShouldBe("1 agent-ana 1: one");
        (await events.NextAsync()).ShouldBe("2 agent-ana 2: two");

        var next = events.NextAsync();
        next.IsCompleted.ShouldBeFalse();
        journal.Write(Together("agent-ben", 1, Named("three"), Named("four")));
        (await next).ShouldBe("3 agent-ben 1: three");
        (await events.NextAsync()).ShouldBe("4 agent-ben 2: four");
    }

    [Theory, EachJournal]
    public async Task A_stream_begins_behind_its_offset_and_a_current_one_ends_with_what_there_is(JournalKind kind)
    {
        using var journal = new PluginHarness(JournalPlugin.GroupCommit, kind);
        journal.WriteEach("agent-ana", "one", "two", "three");

        (await AllAsync(journal, query => query.CurrentAllEvents(Offset.Sequence(1)))).ShouldBe(["2 agent-ana 2: two", "3 agent-ana 3: three"]);
        (await AllAsync(journal, query => query.CurrentAllEvents(Offset.Sequence(3)))).ShouldBeEmpty();
        await using var live = new Pulled(journal, query => query.AllEvents(Offset.Sequence(2)));
        (await live.NextAsync()).ShouldBe("3 agent-ana 3: three");
        Should.Throw<ArgumentException>(() => ReadJournalOf(journal).AllEvents(Offset.TimeBasedUuid(Guid.NewGuid())));
    }

    [Theory, EachJournal]
    public async Task The_events_of_one_entity_are_its_own_within_the_bounds_and_end_with_the_last_that_is_asked_for(JournalKind kind)
    {
        using var journal = new PluginHarness(JournalPlugin.GroupCommit, kind);
        journal.WriteEach("agent-ana", "one", "two");
        journal.WriteEach("agent-ben", "another");
        await using var events = new Pulled(journal, query => query.EventsByPersistenceId("agent-ana", 2, 4));
        (await events.NextAsync()).ShouldBe("2 agent-ana 2: two");
        journal.Write(Together("agent-ben", 2, Named("another's second")), Together("agent-ana", 3, Named("three"), Named("four"), Named("five")));
        (await events.NextAsync()).ShouldBe("5 agent-ana 3: three");
        (await events.NextAsync()).ShouldBe("6 agent-ana 4: four");
        (await events.NextAsync()).ShouldBeNull();

        (await AllAsync(journal, query => query.CurrentEventsByPersistenceId("agent-ana", 0, long.MaxValue))).Count.ShouldBe(5);
        (await AllAsync(journal, query => query.CurrentEventsByPersistenceId("agent-ana", 2, 2))).ShouldBe(["2 agent-ana 2: two"]);
        (await AllAsync(journal, query => query.CurrentEventsByPersistenceId("agent-unknown", 0, long.MaxValue))).ShouldBeEmpty();
        (await AllAsync(journal, query => query.EventsByPersistenceId("agent-ana", 3, 2))).ShouldBeEmpty();
    }

    [Theory, EachJournal]
    public async Task It_is_told_who_has_events(JournalKind kind)
    {
        using var journal = new PluginHarness(JournalPlugin.GroupCommit, kind);
        journal.WriteEach("agent-ana", "one", "two");
        journal.WriteEach("agent-ben", "one");

        var ids = await ReadJournalOf(journal).CurrentPersistenceIds().RunWith(Sink.Seq<string>(), journal.System.Materializer()).WaitAsync(Limit);
        ids.Order().ShouldBe(["agent-ana", "agent-ben"]);
    }

    private static GroupCommitReadJournal ReadJournalOf(PluginHarness journal) =>
        PersistenceQuery.Get(journal.System).ReadJournalFor<GroupCommitReadJournal>(GroupCommitReadJournal.Identifier);

    private static async Task<IReadOnlyList<string>> AllAsync(
        PluginHarness journal, Func<GroupCommitReadJournal, Source<EventEnvelope, global::Akka.NotUsed>> ask) =>
        [.. (await ask(ReadJournalOf(journal)).RunWith(Sink.Seq<EventEnvelope>(), journal.System.Materializer()).WaitAsync(Limit)).Select(TextOf)];

    private static string TextOf(EventEnvelope envelope) =>
        $"{((Sequence)envelope.Offset).Value} {envelope.PersistenceId} {envelope.SequenceNr}: {NameIn(envelope.Event)}";

    private static string NameIn(object payload) => payload.ShouldBeOfType<RecordedEvent>().Event.ShouldBeOfType<AgentDefined>().Name;

    /// <summary>A stream from which a test takes one event after the other.</summary>
    private sealed class Pulled : IAsyncDisposable
    {
        private readonly ISinkQueue<EventEnvelope> _queue;
        private readonly UniqueKillSwitch _end;

        public Pulled(PluginHarness journal, Func<GroupCommitReadJournal, Source<EventEnvelope, global::Akka.NotUsed>> ask) =>
            (_end, _queue) = ask(ReadJournalOf(journal)).ViaMaterialized(KillSwitches.Single<EventEnvelope>(), Keep.Right)
                .ToMaterialized(Sink.Queue<EventEnvelope>(), Keep.Both).Run(journal.System.Materializer());

        /// <summary>The next event; null where the stream has ended.</summary>
        public async Task<string?> NextAsync() => await _queue.PullAsync().WaitAsync(Limit) is { HasValue: true, Value: var envelope } ? TextOf(envelope) : null;

        public ValueTask DisposeAsync()
        {
            _end.Shutdown();
            return ValueTask.CompletedTask;
        }
    }
}
