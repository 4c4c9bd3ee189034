using Akka.Persistence;
using static MyAgent.Engine.Akka.Tests.Journal.PluginHarness;

namespace MyAgent.Engine.Akka.Tests.Journal;

/// <summary>Transactions of Akka.Persistence.Sql that fail, with the events of many entities in them.</summary>
[IntegrationTests]
public sealed class SqlJournalFailureTests
{
    private const int Many = 60;

    [Theory, EachJournal]
    public async Task One_entity_s_conflict_does_not_fail_the_others_that_are_written_with_it(JournalKind kind)
    {
        using var journal = new PluginHarness(JournalPlugin.Sql, kind);
        string[] entities = ["agent-ana", "agent-ben", "agent-cem"];
        foreach (var entity in entities)
            journal.WriteEach(entity, "first");
        journal.Stored.Execute("""
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            SELECT created, deleted, persistence_id, 2, message, manifest, identifier, writer_uuid FROM journal WHERE persistence_id = 'agent-ben'
            """);

        var holding = journal.Stored.HoldWriters();
        var told = await journal.WriteAtOnceAsync(
            () =>
            {
                holding.Dispose();
                return Task.CompletedTask;
            },
            [Together("agent-holding", 1, Named("first")), .. entities.Select(entity => Together(entity, 2, Named("second"), Named("third")))]);
        told.Select(one => one.GetType()).ShouldBe(
            [typeof(WriteMessageSuccess), typeof(WriteMessageSuccess), typeof(WriteMessageFailure), typeof(WriteMessageSuccess)]);
        journal.Replay("agent-ana").Events.ShouldBe(["1: first", "2: second", "3: third"]);
        journal.Replay("agent-ben").Events.ShouldBe(["1: first", "2: first"]);
        journal.Replay("agent-cem").Events.ShouldBe(["1: first", "2: second", "3: third"]);
    }

    [PostgresFact]
    public async Task After_a_transaction_with_events_of_many_entities_has_failed_the_next_one_is_written()
    {
        using var journal = new PluginHarness(JournalPlugin.Sql, JournalKind.Postgres);
        journal.WriteEach("agent-ana", "first");
        using var holding = journal.Stored.HoldWriters();
        var told = await journal.WriteAtOnceAsync(
            () =>
            {
                // The first goes by itself, and the others together.
                var ended = new HashSet<int>();
                return Eventually.TrueAsync(() =>
                {
                    ended.UnionWith(journal.Stored.EndWaitingWriters());
                    return ended.Count == 2;
                });
            },
            [.. Enumerable.Range(0, Many).Select(number => Together($"agent-{number}", 1, Named("lost")))]);
        told.Count(one => one is WriteMessageFailure).ShouldBe(Many);

        holding.Dispose();
        journal.Write(Together("agent-ana", 2, Named("second"))).ShouldHaveSingleItem().ShouldBeOfType<WriteMessageSuccess>();
        journal.Replay("agent-ana").Events.ShouldBe(["1: first", "2: second"]);
    }
}
