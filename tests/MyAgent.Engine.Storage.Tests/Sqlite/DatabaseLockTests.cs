using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Storage.Tests.Sqlite;

[IntegrationTests]
public sealed class DatabaseLockTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybody = (UnixFileMode)0b110_110_110;

    private readonly string _directory = Directory.CreateTempSubdirectory("myagent-lock-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string Database => Path.Combine(_directory, "engine.db");

    [Fact]
    public void While_a_database_is_open_nobody_else_opens_it_whatever_is_deleted_beside_it()
    {
        using (new SqliteDatabase(Database).Share())
        {
            foreach (var beside in Directory.GetFiles(_directory).Where(file => file != Database && !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal)))
                File.Delete(beside);
            Should.Throw<JournalInUseException>(() => new SqliteDatabase(Database).Share());
            Should.Throw<JournalInUseException>(() => new DatabaseLock(Database));
        }
        new SqliteDatabase(Database).Share().Dispose();
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_not_taken_for_one_in_use()
    {
        Directory.CreateDirectory(Database);
        Should.Throw<UnwritableDatabaseException>(() => new DatabaseLock(Database)).Message.ShouldStartWith($"The database '{Database}' cannot be written: ");
    }

    [Fact]
    public void In_a_directory_that_is_open_to_all_everything_is_the_owners_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(_directory, (UnixFileMode)0b111_111_111);
        using var open = new SqliteDatabase(Database).Share();
        Directory.GetFiles(_directory).Select(Path.GetFileName).ShouldContain("engine.db-wal");
        Directory.GetFiles(_directory).ShouldAllBe(file => ModeOf(file) == OwnerOnly);
    }

    [Fact]
    public void A_database_that_was_open_to_all_is_closed_to_others_with_its_log()
    {
        if (OperatingSystem.IsWindows())
            return;
        new SqliteDatabase(Database).Share().Dispose();
        File.SetUnixFileMode(Database, Everybody);
        File.WriteAllBytes(Database + "-shm", []);
        File.SetUnixFileMode(Database + "-shm", Everybody);
        using var open = new SqliteDatabase(Database).Share();
        Directory.GetFiles(_directory).ShouldAllBe(file => ModeOf(file) == OwnerOnly);
    }

    private static UnixFileMode ModeOf(string file) => OperatingSystem.IsWindows() ? OwnerOnly : File.GetUnixFileMode(file);
}
