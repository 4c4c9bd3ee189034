using MyAgent.Engine.Callers;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage.Postgres;

namespace MyAgent.Engine.Storage.Tests.Postgres;

/// <summary>The tables in PostgreSQL are those that Akka.Persistence.Sql expects in the same database.</summary>
[IntegrationTests]
public sealed class PostgresTablesTests : IDisposable
{
    private readonly StorageHarness _test = new();

    public void Dispose() => _test.Dispose();

    [PostgresFact]
    public void The_tables_are_those_of_Akka_Persistence_Sql_for_PostgreSQL()
    {
        _test.On(JournalKind.Postgres);
        _test.Claim().Dispose();
        _test.Stored.Query<string>("""
            SELECT concat_ws(' ', table_name || '.' || column_name, data_type, character_maximum_length, is_nullable,
                CASE is_identity WHEN 'YES' THEN identity_generation END)
            FROM information_schema.columns WHERE table_name IN ('journal', 'tags', 'snapshot') ORDER BY table_name, ordinal_position
            """).ShouldBe([
            "journal.ordering bigint NO ALWAYS",
            "journal.created bigint NO",
            "journal.deleted boolean NO",
            "journal.persistence_id character varying 255 NO",
            "journal.sequence_number bigint NO",
            "journal.message bytea NO",
            "journal.manifest character varying 500 NO",
            "journal.identifier integer YES",
            "journal.writer_uuid character varying 128 YES",
            "snapshot.persistence_id character varying 255 NO",
            "snapshot.sequence_number bigint NO",
            "snapshot.created bigint NO",
            "snapshot.snapshot bytea NO",
            "snapshot.manifest character varying 500 NO",
            "snapshot.serializer_id integer YES",
            "tags.ordering_id bigint NO",
            "tags.tag character varying 64 NO",
            "tags.sequence_nr bigint NO",
            "tags.persistence_id character varying 255 NO",
        ]);
        _test.Stored.Query<string>(
            "SELECT indexdef FROM pg_indexes WHERE indexname = 'journal_uq'").Single().ShouldContain("UNIQUE INDEX journal_uq ON public.journal");
    }

    [PostgresFact]
    public async Task The_row_of_an_event_is_what_Akka_s_serializer_writes()
    {
        _test.On(JournalKind.Postgres);
        using (var storage = _test.Claim())
        {
            await storage.NameAsync("ana", "Ana");
            var (manifest, payload) = CompactSnapshots.Write(new CallerSnapshot(new CallerAddress("ana"), 1, _test.Time.GetUtcNow(), [], 0, []));
            storage.Journal.Save([new StoredSnapshot("agent-ana", 1, _test.Time.GetUtcNow(), manifest, payload)]);
        }
        _test.Stored.Query<string>(
            "SELECT concat_ws(' ', persistence_id, sequence_number, manifest, identifier, deleted, convert_from(message, 'UTF8')) FROM journal").Single()
            .ShouldBe("""agent-ana 1 agent-defined 7110 f {"at":"2026-05-04T09:00:00Z","by":"test","data":{"name":"Ana"}}""");
        _test.Stored.Query<string>("SELECT concat_ws(' ', persistence_id, sequence_number, manifest, serializer_id) FROM snapshot")
            .ShouldBe(["agent-ana 1 caller-snapshot-1 7110"]);
    }

    [PostgresFact]
    public async Task Agents_queues_and_callers_are_distinguished_in_any_collation()
    {
        _test.On(JournalKind.Postgres);
        using var storage = _test.Claim();
        _test.Stored.Execute("ALTER TABLE journal ALTER COLUMN persistence_id TYPE VARCHAR(255) COLLATE \"und-x-icu\"");
        foreach (var name in (string[])["b", "A", "a.", "a-b", "B", "a", "aB"])
            await storage.NameAsync(name, name);
        await storage.AppendAsync([storage.Next(new EntityAddress(EntityKind.Queue, "agent-a"), "queue")]);

        using var source = storage.Journal.OpenSource();
        source.Entities(EntityKind.Agent).Select(agent => agent.Id).ShouldBe(["A", "B", "a", "a-b", "a.", "aB", "b"]);
        source.Entities(EntityKind.Queue).Select(queue => queue.Id).ShouldBe(["agent-a"]);
    }

    [Theory]
    [InlineData("Database=engine")]
    [InlineData("nonsense")]
    public void A_connection_string_without_a_host_is_refused(string connection) =>
        Should.Throw<ArgumentException>(() => new PostgresDatabase(connection));

    [Fact]
    public void The_name_of_a_database_has_no_password() =>
        new PostgresDatabase("Host=db;Port=5433;Database=engine;Username=u;Password=hush").Name.ShouldBe("postgresql://db:5433/engine");
}
