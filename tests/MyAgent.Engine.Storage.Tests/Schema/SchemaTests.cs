using MyAgent.Engine.Laws;
using MyAgent.Engine.Storage.Postgres;
using MyAgent.Engine.Storage.Schema;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Storage.Tests.Schema;

/// <summary>The schema version: an older database is migrated, a newer one is refused.</summary>
[IntegrationTests]
public sealed class SchemaTests : IDisposable
{
    private const string SqliteTables = """
        SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name
        """;

    private const string PostgresTables = """
        SELECT concat_ws(' ', table_name || '.' || column_name, data_type, character_maximum_length, is_nullable, is_identity)
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1
        """;

    private readonly StorageHarness _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void The_scripts_are_numbered_without_a_gap_and_both_databases_have_the_same_versions()
    {
        SchemaScript.Sqlite.ShouldNotBeEmpty();
        SchemaScript.Sqlite.Select(script => script.Version).ShouldBe(Enumerable.Range(1, SchemaScript.Sqlite.Count));
        SchemaScript.Postgres.Select(script => script.Name).ShouldBe(SchemaScript.Sqlite.Select(script => script.Name));
    }

    [Theory, EachJournal]
    public void A_new_database_has_the_newest_version_and_opening_it_again_changes_nothing(JournalKind kind)
    {
        _test.On(kind);
        _test.Claim().Dispose();
        _test.Claim().Dispose();
        _test.Database.Share().Dispose();
        Versions().ShouldBe(Enumerable.Range(1, SchemaScript.Sqlite.Count));
        _test.Stored.Query<object>("SELECT applied_at FROM myagent_schema").ShouldNotContain(at => at == null || at.Equals(""));
    }

    [Theory, EachJournal]
    public async Task A_database_from_before_the_first_version_is_migrated_and_can_be_used(JournalKind kind)
    {
        _test.OnGolden(kind);
        (await ViolationsAsync()).ShouldBeEmpty();
        using (var storage = _test.Claim())
        {
            Versions().ShouldBe(Enumerable.Range(1, SchemaScript.Sqlite.Count));
            storage.Tail.LastOrdering.ShouldBe(GoldenDatabase.Events);
            (await storage.Tokens.ListAsync()).Select(token => token.Role).Order().ShouldBe(["admin", "agent", "connector"]);
            var message = _test.Stored.Query<string>("SELECT message_id FROM voice_message").Single();
            (await storage.VoiceMessages.OpenAsync(message)).ShouldNotBeNull().Sound.Length.ShouldBe(46);
            _test.Time.Advance(TimeSpan.FromHours(1));
            await storage.NameAsync("ana", "Anna");
        }
        (await _test.ReadAllAsync()).Select(record => record.Ordering).ShouldBe(Enumerable.Range(1, GoldenDatabase.Events + 1).Select(ordering => (long)ordering));
        (await ViolationsAsync()).ShouldBeEmpty();
        _test.Database.ReadJournal().ReadSnapshots().ShouldAllBe(kept => kept.Snapshot != null);
    }

    [Theory, EachJournal]
    public void A_migrated_database_has_the_same_tables_as_a_new_one(JournalKind kind)
    {
        var tables = kind == JournalKind.Sqlite ? SqliteTables : PostgresTables;
        _test.OnGolden(kind);
        var before = _test.Stored.Query<string>(tables);
        _test.Claim().Dispose();
        var migrated = _test.Stored.Query<string>(tables);
        before.Except(migrated).ShouldBeEmpty();
        _test.On(kind);
        _test.Claim().Dispose();
        _test.Stored.Query<string>(tables).ShouldBe(migrated);
    }

    [Theory, EachJournal]
    public async Task A_newer_database_is_refused_with_one_sentence_and_not_changed(JournalKind kind)
    {
        _test.On(kind);
        using (var storage = _test.Claim())
            await storage.NameAsync("ana", "Ana");
        _test.Stored.Execute("INSERT INTO myagent_schema (version, applied_at) VALUES (99, '2030-01-01T00:00:00Z')");
        var refused = Should.Throw<NewerDatabaseException>(_test.Claim);
        refused.Message.ShouldContain("99");
        refused.Message.ShouldContain(_test.Database.Name);
        Should.Throw<NewerDatabaseException>(() => _test.Database.Share());
        await Should.ThrowAsync<NewerDatabaseException>(_test.ReadAllAsync);

        // The claim is released too.
        _test.Stored.Execute("DELETE FROM myagent_schema WHERE version = 99");
        _test.Claim().Dispose();
        (await _test.ReadAllAsync()).Count.ShouldBe(1);
    }

    [Theory, EachJournal]
    public void A_migration_that_fails_is_rolled_back_and_runs_completely_the_next_time(JournalKind kind)
    {
        _test.OnGolden(kind);
        Should.Throw<System.Data.Common.DbException>(() => Migrate(kind, "CREATE TABLE half (id INT); INSERT INTO nowhere VALUES (1)"));
        Versions().ShouldBe([1]);
        Should.Throw<System.Data.Common.DbException>(() => _test.Stored.Query<object>("SELECT * FROM half"));

        Migrate(kind, "CREATE TABLE half (id INT); CREATE TABLE other (id INT)");
        Versions().ShouldBe([1, 2]);
        _test.Stored.Query<object>("SELECT half.id FROM half, other").ShouldBeEmpty();
    }

    [PostgresFact]
    public async Task Nodes_that_start_together_migrate_an_old_database_once()
    {
        _test.OnGolden(JournalKind.Postgres);
        var nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _test.Database.Share())));
        foreach (var node in nodes)
            node.Dispose();
        Versions().ShouldBe(Enumerable.Range(1, SchemaScript.Postgres.Count));
    }

    /// <summary>Migrates with the first script, and a second that a test gives.</summary>
    private void Migrate(JournalKind kind, string second)
    {
        if (kind == JournalKind.Sqlite)
        {
            using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_test.Database.Name};Pooling=false");
            connection.Open();
            new SqliteSchema("test", [SchemaScript.Sqlite[0], new SchemaScript(2, "second", second)]).Migrate(connection);
        }
        else
        {
            using var connection = ((PostgresDatabase)_test.Database).OpenWriter();
            new PostgresSchema("test", [SchemaScript.Postgres[0], new SchemaScript(2, "second", second)]).Migrate(connection);
        }
    }

    private List<int> Versions() => _test.Stored.Query<int>("SELECT version FROM myagent_schema ORDER BY version");

    private async Task<List<LawViolation>> ViolationsAsync()
    {
        var checker = new LawChecker(new LawOptions());
        var violations = new List<LawViolation>();
        foreach (var record in await _test.ReadAllAsync())
            violations.AddRange(checker.Check(record));
        violations.AddRange(checker.End());
        return violations;
    }
}
