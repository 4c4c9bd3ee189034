using System.Buffers.Binary;
using System.Diagnostics;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Storage.Tests.Integrity;

/// <summary>An engine does not start with fewer events than it has acknowledged.</summary>
[IntegrationTests]
public sealed class LostEventsTests : IDisposable
{
    private readonly StorageHarness _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task One_wrong_byte_in_the_log_is_noticed_and_the_missing_events_are_counted()
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

        // With the loss accepted it starts without them. The journal has a new id, by which clients that have seen the lost events notice it.
        var journalId = JournalIdOf(copy.Database);
        using (var accepted = new ClaimedStorage(new SqliteDatabase(copy.Path) { AcceptLoss = true }, _test.Time))
            accepted.Tail.LastOrdering.ShouldBe(left);
        JournalIdOf(copy.Database).ShouldNotBe(journalId);
        using var again = copy.Claim();
        await again.NameAsync("ben", "Ben");
        again.Tail.LastOrdering.ShouldBe(left + 1);
    }

    [Fact]
    public async Task An_empty_file_with_a_full_log_is_refused_and_the_log_is_kept()
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
    public async Task A_missing_or_empty_file_is_not_opened_as_a_new_journal(bool gone)
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
    public async Task Another_history_with_the_same_orderings_is_refused()
    {
        await using var copy = await KilledAsync(events: 20);
        await using var other = await KilledAsync(events: 20, name: "Eve");
        File.Copy(copy.Mark, other.Mark, overwrite: true);
        Should.Throw<LostEventsException>(other.Claim).Message.ShouldContain("another history");
    }

    [Fact]
    public async Task A_restored_older_copy_is_refused()
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
    public async Task A_mark_without_a_valid_line_is_refused_and_one_valid_line_is_enough()
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
    public async Task Only_the_owner_can_read_the_mark_and_a_shared_database_has_one_too()
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
    public async Task A_database_that_has_lost_acknowledged_events_is_not_written_again(JournalKind kind)
    {
        _test.On(kind);
        using var storage = _test.Claim();
        await storage.NameAsync("ana", "Ana");
        await storage.NameAsync("ana", "Anna");
        _test.Stored.Execute("DELETE FROM journal WHERE ordering = 2");
        storage.Commits.Fail(new IOException("The server is gone."));
        await Eventually.TrueAsync(() => storage.Commits.Failure is LostEventsException);
        storage.Commits.Failure!.Message.ShouldContain("lost 1 acknowledged events");
        await Should.ThrowAsync<EngineUnavailableException>(() => storage.NameAsync("ana", "Annie"));
    }

    /// <summary>The files of an engine that was killed after it had acknowledged some events and written the mark.</summary>
    private async Task<Remains> KilledAsync(int events, string name = "Ana")
    {
        var folder = Directory.CreateDirectory(Path.Combine(_test.Folder.FullName, Guid.NewGuid().ToString("N"))).FullName;
        var running = new SqliteDatabase(Path.Combine(_test.Folder.FullName, $"{Path.GetFileName(folder)}.db"));
        var remains = new Remains(Path.Combine(folder, "engine.db"), _test.Time);
        using var storage = new ClaimedStorage(running, _test.Time);
        for (var number = 1; number <= events; number++)
            await storage.NameAsync("ana", $"{name} {number}");
        await Eventually.TrueAsync(() => File.ReadAllText(MarkOf(running.Name)).Contains($"acknowledged {events} "));
        // By another process: the lock excludes this one too.
        foreach (var suffix in (string[])["", "-wal", ".mark"])
            await Process.Start("cp", [running.Name + suffix, remains.Path + suffix]).WaitForExitAsync();
        return remains;
    }

    /// <summary>Flips a bit at a share of what SQLite reads of a log. What follows in the file is from before it began again at the start.</summary>
    private static async Task FlipAsync(string log, double at)
    {
        const int HeaderBytes = 32, FrameHeaderBytes = 24;
        var content = await File.ReadAllBytesAsync(log);
        var frame = FrameHeaderBytes + BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(8));
        var read = HeaderBytes;
        while (read + frame <= content.Length && content.AsSpan(read + 8, 8).SequenceEqual(content.AsSpan(16, 8)))
            read += frame;
        content[(int)(read * at)] ^= 1;
        await File.WriteAllBytesAsync(log, content);
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
