namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>Prevents a second process from writing the same journal, with a lock that the operating system releases when the process ends in any way. It is on the
/// database file itself, so that no user can delete a lock file and start a second writer; SQLite's own locks are of another kind, and do not conflict with it. On
/// Windows such a lock would exclude SQLite too: there it is on <c>DATABASE.lock</c>, which cannot be deleted while it is locked.</summary>
internal sealed class DatabaseLock : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;
    private const int SharingViolationWindows = unchecked((int)0x80070020);

    private readonly FileStream _file;

    /// <summary>Locks a database file; creates an empty one if there is none. The file, and the files that SQLite creates next to it, are accessible to the owner
    /// only, whatever the permissions of the directory.</summary>
    /// <exception cref="JournalInUseException">Another process has the lock.</exception>
    /// <exception cref="UnwritableDatabaseException">The file cannot be written.</exception>
    public DatabaseLock(string databasePath)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            _file = new FileStream(OperatingSystem.IsWindows() ? databasePath + ".lock" : databasePath, options);
        }
        catch (IOException refused) when (refused.HResult is WouldBlockLinux or WouldBlockMac or SharingViolationWindows)
        {
            throw new JournalInUseException(databasePath, refused);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UnwritableDatabaseException(databasePath, refused);
        }
        try
        {
            CloseToOthers(databasePath);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>SQLite gives its log the permissions of the database file. Files that exist already may have wider permissions.</summary>
    private static void CloseToOthers(string databasePath)
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (var path in (string[])[databasePath, databasePath + "-wal", databasePath + "-shm"])
        {
            try
            {
                if (File.GetUnixFileMode(path) != OwnerOnly)
                    File.SetUnixFileMode(path, OwnerOnly);
            }
            catch (FileNotFoundException)
            {
                // SQLite creates it when it needs it.
            }
            catch (UnauthorizedAccessException refused)
            {
                throw new UnwritableDatabaseException(databasePath, refused);
            }
        }
    }
}
