using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Storage.Tests.Sqlite;

[IntegrationTests]
public sealed class DatabaseLockTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode AllUsers = (UnixFileMode)0b110_110_110;

    private readonly string _directory = Directory.CreateTempSubdirectory("myagent-lock-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string Database => Path.Combine(_directory, "engine.db");

    [Fact]
    public void A_database_that_is_open_cannot_be_opened_again_even_if_the_files_next_to_it_are_deleted()
    {
        using (new SqliteDatabase(Database).Share())
        {
            string[] sqliteFiles = [Database, Database + "-wal", Database + "-shm"];
            foreach (var file in Directory.GetFiles(_directory).Except(sqliteFiles))
                File.Delete(file);
            Should.Throw<JournalInUseException>(() => new SqliteDatabase(Database).Share());
            Should.Throw<JournalInUseException>(() => new DatabaseLock(Database));
        }
        new SqliteDatabase(Database).Share().Dispose();
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_not_reported_as_in_use()
    {
        Directory.CreateDirectory(Database);
        Should.Throw<UnwritableDatabaseException>(() => new DatabaseLock(Database)).Message.ShouldStartWith($"The database '{Database}' cannot be written: ");
    }

    [Fact]
    public void In_a_directory_that_is_open_to_all_only_the_owner_can_access_the_files()
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
        File.SetUnixFileMode(Database, AllUsers);
        File.WriteAllBytes(Database + "-shm", []);
        File.SetUnixFileMode(Database + "-shm", AllUsers);
        using var open = new SqliteDatabase(Database).Share();
        Directory.GetFiles(_directory).ShouldAllBe(file => ModeOf(file) == OwnerOnly);
    }

    private static UnixFileMode ModeOf(string file) => OperatingSystem.IsWindows() ? OwnerOnly : File.GetUnixFileMode(file);
}
