using System.Diagnostics;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage.Sqlite;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Storage.Tests.Integrity;

/// <summary>An engine does not start with fewer events than it has acknowledged.</summary>
[IntegrationTests]
public sealed class LostEventsTests : IDisposable
{
    private readonly StorageHarness _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task One_wrong_octet_in_the_log_is_noticed_and_what_is_missing_is_said()
    {
        await using var copy = await KilledAsync(events: 700);
        await FlipAsync(copy.Log, 0.8);

        var refused = Should.Throw<LostEventsException>(copy.Claim);
        var left = Left(copy.Path);
        left.ShouldBeInRange(100, 699);
        refused.Message.ShouldContain($"has lost {700 - left} acknowledged events");
        refused.Message.ShouldContain($"number {left} ");
        Should.Throw<LostEventsException>(() => copy.Database.Share());
        Should.Throw<LostEventsException>(() => copy.Database.ReadJournal().CheckCompleteness());

        // Told to, it goes on without them, from then on as if they had never been; whoever had heard of them sees that it is another journal.
        var journalId = JournalIdOf(copy.Database);
        using (var accepted = new ClaimedStorage(new SqliteDatabase(copy.Path) { AcceptLoss = true }, _test.Time))
            accepted.Tail.LastOrdering.ShouldBe(left);
        JournalIdOf(copy.Database).ShouldNotBe(journalId);
        using var again = copy.Claim();
        await again.NameAsync("ben", "Ben");
        again.Tail.LastOrdering.ShouldBe(left + 1);
    }

    [Fact]
    public async Task An_empty_file_beside_a_full_log_is_refused_and_the_log_is_left()
    {
        await using var copy = await KilledAsync(events: 20);
        var log = await File.ReadAllBytesAsync(copy.Log);
        await File.WriteAllBytesAsync(copy.Path, []);
        foreach (var path in (string[])[copy.Mark, "none"])
        {
            Should.Throw<LostEventsException>(copy.Claim);
            Should.Throw<LostEventsException>(() => copy.Database.Share());
            await Should.ThrowAsync<LostEventsException>(() => copy.Database.ReadJournal().LastOrderingAsync());
            (await File.ReadAllBytesAsync(copy.Log)).ShouldBe(log);
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_gone_or_empty_is_no_new_system(bool gone)
    {
        await using var copy = await KilledAsync(events: 20);
        File.Delete(copy.Log);
        if (gone)
            File.Delete(copy.Path);
        else
            await File.WriteAllBytesAsync(copy.Path, []);
        Should.Throw<LostEventsException>(copy.Claim).Message.ShouldContain("lost 20 acknowledged events: it has none");
    }

    [Fact]
    public async Task Another_history_under_the_same_numbers_is_refused()
    {
        await using var copy = await KilledAsync(events: 20);
        await using var other = await KilledAsync(events: 20, name: "Eve");
        File.Copy(copy.Mark, other.Mark, overwrite: true);
        Should.Throw<LostEventsException>(other.Claim).Message.ShouldContain("another history");
    }

    [Fact]
    public async Task An_older_copy_that_was_put_in_its_place_is_refused()
    {
        using (var storage = _test.Claim())
            await storage.NameAsync("ana", "Ana");
        var backup = await File.ReadAllBytesAsync(_test.Database.Name);
        using (var storage = _test.Claim())
            await storage.NameAsync("ana", "Anna", "Annie");
        await File.WriteAllBytesAsync(_test.Database.Name, backup);
        Should.Throw<LostEventsException>(_test.Claim).Message.ShouldContain("lost 2 acknowledged events");
    }

    [Fact]
    public async Task A_mark_of_which_nothing_can_be_read_is_refused_and_half_of_it_is_enough()
    {
        using (var storage = _test.Claim())
        {
            await storage.NameAsync("ana", "Ana");
            await Eventually.TrueAsync(() => File.ReadAllText(MarkOf(_test.Database.Name)).Contains("acknowledged 1 "));
        }
        var mark = await File.ReadAllBytesAsync(MarkOf(_test.Database.Name));
        mark.Length.ShouldBeLessThanOrEqualTo(256);
        await File.WriteAllBytesAsync(MarkOf(_test.Database.Name), [.. mark.AsSpan(0, 130), .. new byte[126]]);
        _test.Claim().Dispose();
        await File.WriteAllBytesAsync(MarkOf(_test.Database.Name), new byte[256]);
        Should.Throw<LostEventsException>(_test.Claim);
        new ClaimedStorage(new SqliteDatabase(_test.Database.Name) { AcceptLoss = true }, _test.Time).Dispose();
        _test.Claim().Dispose();
    }

    [Fact]
    public async Task The_mark_is_readable_by_its_owner_alone_and_follows_an_engine_of_a_cluster_too()
    {
        using (var storage = _test.Claim())
            await storage.NameAsync("ana", "Ana");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(MarkOf(_test.Database.Name)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using (_test.Database.Share())
            _test.Stored.Execute("""
                INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest)
                SELECT created, 0, persistence_id, 2, message, manifest FROM journal
                """);
        (await File.ReadAllTextAsync(MarkOf(_test.Database.Name))).ShouldContain("acknowledged 2 - ");
        _test.Stored.Execute("DELETE FROM journal WHERE ordering = 2");
        Should.Throw<LostEventsException>(() => _test.Database.Share());
    }

    [Theory, EachJournal]
    public async Task A_database_that_comes_back_with_less_than_it_has_acknowledged_is_not_written_any_more(JournalKind kind)
    {
        _test.On(kind);
        using var storage = _test.Claim();
        await storage.NameAsync("ana", "Ana");
        await storage.NameAsync("ana", "Anna");
        storage.Commits.Fail(new IOException("The server is gone."));
        _test.Stored.Execute("DELETE FROM journal WHERE ordering = 2");
        Should.Throw<LostEventsException>(storage.Commits.Resume).Message.ShouldContain("lost 1 acknowledged events");
        await Should.ThrowAsync<EngineUnavailableException>(() => storage.NameAsync("ana", "Annie"));
    }

    /// <summary>What is on disk after an engine was killed that had acknowledged so many events, and had marked that.</summary>
    private async Task<Remains> KilledAsync(int events, string name = "Ana")
    {
        var folder = Directory.CreateDirectory(Path.Combine(_test.Folder.FullName, Guid.NewGuid().ToString("N"))).FullName;
        var running = new SqliteDatabase(Path.Combine(_test.Folder.FullName, $"{Path.GetFileName(folder)}.db"));
        var remains = new Remains(Path.Combine(folder, "engine.db"), _test.Time);
        using var storage = new ClaimedStorage(running, _test.Time);
        for (var number = 1; number <= events; number++)
            await storage.NameAsync("ana", $"{name} {number}");
        await Eventually.TrueAsync(() => File.ReadAllText(MarkOf(running.Name)).Contains($"acknowledged {events} "));
        // By another process: this one does not get past its own lock.
        foreach (var suffix in (string[])["", "-wal", ".mark"])
            await Process.Start("cp", [running.Name + suffix, remains.Path + suffix]).WaitForExitAsync();
        return remains;
    }

    private static async Task FlipAsync(string file, double at)
    {
        var content = await File.ReadAllBytesAsync(file);
        content[(int)(content.Length * at)] ^= 1;
        await File.WriteAllBytesAsync(file, content);
    }

    private static long Left(string path)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM journal";
        return (long)command.ExecuteScalar()!;
    }

    private static string JournalIdOf(SqliteDatabase database)
    {
        using var source = database.OpenSource();
        return source.JournalId();
    }

    private static string MarkOf(string path) => path + ".mark";

    private sealed record Remains(string Path, TimeProvider Time) : IAsyncDisposable
    {
        public SqliteDatabase Database { get; } = new(Path);

        public string Log => Path + "-wal";

        public string Mark => MarkOf(Path);

        public ClaimedStorage Claim() => new(Database, Time);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
