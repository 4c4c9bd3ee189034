using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Akka.Tests.Solo;

/// <summary>The engine in one process whose journal Akka.Persistence.Sql writes, on a database that really fails.</summary>
[IntegrationTests]
public sealed class SqlPluginTests
{
    private static readonly EntityAddress Ana = new AgentId("ana").Address;
    private static readonly EntityAddress Sales = new QueueId("sales").Address;

    [Theory, EachJournal]
    public async Task A_disk_that_is_full_for_a_while_loses_nothing_that_was_answered_and_is_told_by_the_plugin_s_health(JournalKind kind)
    {
        await using var solo = await SoloHarness.OpenAsync(kind, JournalPlugin.Sql);
        await solo.NameAsync("ana", "Ana");
        RefuseWrites(solo.Stored, kind);
        await Should.ThrowAsync<EngineUnavailableException>(() => solo.NameAsync("ana", "Anna"));
        (await solo.PluginHealthAsync()).ShouldContain("full");
        await Should.ThrowAsync<EngineUnavailableException>(() => solo.NameAsync("ben", "Ben"));

        solo.Stored.Execute(kind == JournalKind.Sqlite ? "DROP TRIGGER full_disk" : "DROP TRIGGER full_disk ON journal");
        (await solo.NameOfAsync("ana")).ShouldBe("Ana");
        await solo.NameAsync("ana", "Anna again");
        (await solo.PluginHealthAsync()).ShouldBeEmpty();
        (await solo.NamesInJournalAsync("ana")).ShouldBe(["Ana", "Anna again"]);
        (await solo.NamesInJournalAsync("ben")).ShouldBeEmpty();
    }

    [PostgresFact]
    public async Task After_the_connections_were_lost_in_the_middle_of_a_transaction_everybody_goes_on_from_the_journal()
    {
        await using var solo = await SoloHarness.OpenAsync(JournalKind.Postgres, JournalPlugin.Sql);
        var agents = Enumerable.Range(0, 20).Select(number => $"agent{number}").ToList();
        await Task.WhenAll(agents.Select(agent => solo.NameAsync(agent, "first")));

        var holding = solo.Stored.HoldWriters();
        var lost = agents.Select(agent => Record.ExceptionAsync(() => solo.NameAsync(agent, "lost"))).ToList();
        await Eventually.TrueAsync(() => solo.Stored.EndWaitingWriters().Count > 0);
        holding.Dispose();
        (await Task.WhenAll(lost)).OfType<EngineUnavailableException>().ShouldNotBeEmpty();

        foreach (var agent in agents)
        {
            var name = await solo.NameOfAsync(agent);
            (await solo.NamesInJournalAsync(agent))[^1].ShouldBe(name);
            (await solo.NameAsync(agent, "after")).Name.ShouldBe("after");
        }
    }

    [Theory, EachJournal]
    public async Task An_event_that_another_process_has_written_stops_its_own_entity_and_no_other(JournalKind kind)
    {
        await using var solo = await SoloHarness.OpenAsync(kind, JournalPlugin.Sql);
        await Task.WhenAll(solo.NameAsync("ana", "Ana"), solo.NameAsync("ben", "Ben"), solo.NameAsync("cem", "Cem"));
        solo.Stored.Execute("""
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            SELECT created, deleted, persistence_id, 2, message, manifest, identifier, writer_uuid FROM journal WHERE persistence_id = 'agent-ben'
            """);

        var told = await Task.WhenAll(
            new[] { "ana", "ben", "cem" }.Select(agent => Record.ExceptionAsync(() => solo.NameAsync(agent, "again"))));
        told.Select(thrown => thrown?.GetType()).ShouldBe([null, typeof(EngineUnavailableException), null]);
        (await solo.NameOfAsync("ben")).ShouldBe("Ben");
        await solo.NameAsync("ben", "Benedict");
        (await solo.NamesInJournalAsync("ben")).ShouldBe(["Ben", "Ben", "Benedict"]);
    }

    [Theory, EachJournal]
    public async Task What_one_plugin_has_written_the_other_goes_on_with(JournalKind kind)
    {
        await using var solo = new SoloHarness(kind) { Plugin = JournalPlugin.Sql, Config = "myagent.snapshot-every = 2" };
        await solo.StartAsync();
        await solo.Engine.Host.SendAsync(Sales, new ConfigureQueue(QueueSettings.Default("Sales")), new Cause("test"));
        for (var number = 1; number <= 5; number++)
            await solo.NameAsync("ana", $"Ana {number}");
        await solo.Engine.DisposeAsync();

        await using (var other = await SoloHarness.OpenAsync(solo.Stored.Database))
        {
            (await other.Host.SendAsync(Ana, new GetAgent(), new Cause("test"))).ShouldBeOfType<AgentAnswer>().Name.ShouldBe("Ana 5");
            await other.Host.SendAsync(Ana, new DefineAgent("Ana 6"), new Cause("test"));
            (await other.Host.ListAsync(EntityKind.Queue)).ShouldBe([Sales]);
        }

        await solo.StartAsync();
        (await solo.NameOfAsync("ana")).ShouldBe("Ana 6");
        (await solo.NamesInJournalAsync("ana")).ShouldBe([.. Enumerable.Range(1, 6).Select(number => $"Ana {number}")]);
    }

    /// <summary>Every write of an event fails as on a disk that is full.</summary>
    private static void RefuseWrites(TestDatabase stored, JournalKind kind) => stored.Execute(kind == JournalKind.Sqlite
        ? "CREATE TRIGGER full_disk BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        : """
          CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file: disk full' USING ERRCODE = '53100'; END $$;
          CREATE TRIGGER full_disk BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION full_disk()
          """);
}
