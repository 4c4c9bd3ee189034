using System.Diagnostics;
using Microsoft.Data.Sqlite;
using MyAgent.Engine.Benchmarks.Durable;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Projections;
using MyAgent.Engine.Storage.Schema;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Benchmarks.History;

/// <summary>Measures searches among a million done contacts, the cost of the search's indexes for the writing of the projections, and the time to make them.</summary>
internal static class HistoryBenchmark
{
    private const int Contacts = 1_000_000;
    private const int FillBatch = 5_000;
    private const int WriteBatch = 512;
    private const int Written = 20_000;
    private const int Asked = 200;
    private const int Limit = 50;

    private static readonly string[] Indexes =
        ["contact_by_time", "contact_by_caller", "contact_by_number", "contact_by_queue", "contact_by_connector", "contact_by_outcome", "contact_by_queue_and_outcome",
        "contact_by_code"];

    /// <summary>Measures.</summary>
    public static async Task<Figures> RunAsync(DataFolder folder, Arguments arguments)
    {
        var databases = Databases.Of(arguments, folder);
        var database = databases.New("history");
        using var shared = database.Share();
        var store = shared.Projections;
        await store.ResetAsync(StoredProjections.Version);
        var figures = new Figures(
            "history", $"{databases.Journal}: {Contacts} done contacts of {GeneratedContacts.Callers} callers, {GeneratedContacts.Agents} agents and {GeneratedContacts.Queues} "
            + $"queues in {GeneratedContacts.Days} days. Each search {Asked} times with random values, a page of {Limit}, in milliseconds: the first page, and one from the middle "
            + $"of the result. Writing: the rows of {Written} contacts after each of their events in batches of {WriteBatch}, with the search's indexes and without them.");
        var position = 0L;
        figures.With("fillSeconds", await SecondsAsync(async () =>
        {
            foreach (var batch in Enumerable.Range(0, Contacts).Select(number => GeneratedContacts.Life(number, Contacts)[^1]).Chunk(FillBatch))
                position = await WriteAsync(store, batch, position);
        }));
        Execute(database, "ANALYZE");
        using var projections = new StoredProjections(store, TimeProvider.System);
        var contacts = new StoredContacts(projections, store);
        var random = new Random(1);
        foreach (var (name, filter) in Searches())
        {
            var (first, deep, found) = await AskAsync(contacts, filter, random);
            figures.With(name, [[.. Row("first", first), .. Row("deep", deep), ("foundOnFirst", found)]]);
        }
        var (with, next) = await WriteLivesAsync(store, Contacts, position, searched: true);
        foreach (var index in Indexes)
            Execute(database, $"DROP INDEX {index}");
        Execute(database, "DROP TABLE contact_agent; DROP TABLE contact_path");
        var (without, _) = await WriteLivesAsync(store, Contacts + Written, next, searched: false);
        return figures.With("rowsPerSecondWithIndexes", with).With("rowsPerSecondWithout", without).With("ratio", with / without)
            .With("migrationSeconds", await SecondsAsync(() =>
            {
                Execute(database, Script(arguments.Postgres));
                return Task.CompletedTask;
            }));
    }

    private static IEnumerable<(string Name, Func<Random, (ContactFilter Filter, DateTimeOffset From, DateTimeOffset To)> Filter)> Searches()
    {
        yield return ("caller", random => All(new ContactFilter { Caller = AnyCaller(random) }));
        yield return ("caller and outcome", random => All(new ContactFilter { Caller = AnyCaller(random), Outcomes = [ContactOutcome.Served] }));
        yield return ("agent", random => All(new ContactFilter { Agent = AnyAgent(random) }));
        yield return ("agent and day", random => Within(random, 1, new ContactFilter { Agent = AnyAgent(random) }));
        yield return ("agent, queue and month", random => Within(random, 30, new ContactFilter { Agent = AnyAgent(random), Queue = AnyQueue(random) }));
        yield return ("queue", random => All(new ContactFilter { Queue = AnyQueue(random) }));
        yield return ("queue, outcome and day", random => Within(random, 1, new ContactFilter { Queue = AnyQueue(random), Outcomes = [ContactOutcome.Abandoned] }));
        yield return ("queue and outcome", random => All(new ContactFilter { Queue = AnyQueue(random), Outcomes = [ContactOutcome.Abandoned] }));
        yield return ("three queues of a token", random => All(new ContactFilter
        {
            AnyQueue = new HashSet<QueueId> { AnyQueue(random), AnyQueue(random), AnyQueue(random) },
        }));
        yield return ("code", random => All(new ContactFilter { Code = GeneratedContacts.Code(random.Next(GeneratedContacts.Codes)) }));
        yield return ("code, queue and month", random => Within(random, 30, new ContactFilter
        {
            Code = GeneratedContacts.Code(random.Next(GeneratedContacts.Codes)), Queue = AnyQueue(random),
        }));
        yield return ("outcome", random => All(new ContactFilter { Outcomes = [ContactOutcome.Completed] }));
        yield return ("state done", _ => All(new ContactFilter { States = [ContactState.Done] }));
        yield return ("day", random => Within(random, 1, new ContactFilter()));
        yield return ("everything", _ => All(new ContactFilter()));

        static (ContactFilter, DateTimeOffset, DateTimeOffset) All(ContactFilter filter) =>
            (filter, GeneratedContacts.Start, GeneratedContacts.Start.AddDays(GeneratedContacts.Days));

        static (ContactFilter, DateTimeOffset, DateTimeOffset) Within(Random random, int days, ContactFilter filter)
        {
            var from = GeneratedContacts.Start.AddDays(random.Next(GeneratedContacts.Days - days));
            return (filter with { From = from, To = from.AddDays(days) }, from, from.AddDays(days));
        }
    }

    private static CallerAddress AnyCaller(Random random) => GeneratedContacts.Caller(random.Next(GeneratedContacts.Callers));

    private static AgentId AnyAgent(Random random) => GeneratedContacts.Agent(random.Next(GeneratedContacts.Agents));

    private static QueueId AnyQueue(Random random) => GeneratedContacts.Queue(random.Next(GeneratedContacts.Queues));

    private static async Task<(List<double> First, List<double> Deep, double Found)> AskAsync(
        StoredContacts contacts, Func<Random, (ContactFilter Filter, DateTimeOffset From, DateTimeOffset To)> search, Random random)
    {
        var (first, deep, found) = (new List<double>(), new List<double>(), 0);
        for (var asked = 0; asked < Asked; asked++)
        {
            var (filter, from, to) = search(random);
            var middle = new ContactPlace(from.Add((to - from) / 2).UtcTicks, 0);
            first.Add(1000 * await SecondsAsync(async () => found += (await contacts.SearchAsync(filter, after: null, Limit)).Contacts.Count));
            deep.Add(1000 * await SecondsAsync(() => contacts.SearchAsync(filter, middle, Limit)));
        }
        return (first, deep, (double)found / Asked);
    }

    private static IReadOnlyList<(string, double)> Row(string page, List<double> milliseconds)
    {
        milliseconds.Sort();
        return [($"{page}P50", Sample.Quantile(milliseconds, 0.5)), ($"{page}P99", Sample.Quantile(milliseconds, 0.99)), ($"{page}Max", milliseconds[^1])];
    }

    /// <summary>Writes contacts as the projections do while they happen: each change in a batch of its own.</summary>
    private static async Task<(double RowsPerSecond, long Position)> WriteLivesAsync(IProjectionStore store, int first, long position, bool searched)
    {
        var rows = 0;
        var seconds = await SecondsAsync(async () =>
        {
            foreach (var lives in Enumerable.Range(first, Written).Select(number => GeneratedContacts.Life(number, Contacts)).Chunk(WriteBatch))
            {
                for (var step = 0; step < 4; step++)
                {
                    var batch = lives.Where(life => life.Count > step).Select(life => searched ? life[step] : life[step] with { Agents = [], Path = [] }).ToList();
                    position = await WriteAsync(store, batch, position);
                    rows += batch.Count;
                }
            }
        });
        return (rows / seconds, position);
    }

    private static async Task<long> WriteAsync(IProjectionStore store, IReadOnlyList<ContactRow> rows, long position)
    {
        var batch = new ProjectionBatch(StoredProjections.Version, position, position + rows.Count, rows, [], [], [], [], [], []);
        return await store.WriteAsync(batch) ? batch.To : throw new InvalidOperationException("Another writer has written.");
    }

    /// <summary>The migrations of the search, without the new column, which the table has already.</summary>
    private static string Script(bool postgres) => string.Join('\n', (postgres ? SchemaScript.Postgres : SchemaScript.Sqlite)
        .Where(each => each.Name.EndsWith("contact-search.sql", StringComparison.Ordinal) || each.Name.EndsWith("search-by-code.sql", StringComparison.Ordinal))
        .SelectMany(each => each.Sql.Split('\n')).Where(line => !line.StartsWith("ALTER TABLE", StringComparison.Ordinal)));

    private static void Execute(IEngineDatabase database, string sql)
    {
        if (database is not Storage.Sqlite.SqliteDatabase)
        {
            PostgresServer.Execute(database.ConnectionString, sql);
            return;
        }
        using var connection = new SqliteConnection($"{database.ConnectionString};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
