namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>Keeps a second process from writing the same journal, by a lock that the operating system lets go of when the process ends, however it ends. It is
/// on the database itself, so that nobody can delete it by hand and start a second writer beside the first; SQLite's own locks are of another kind and are not
/// touched by it. On Windows such a lock would keep SQLite out too: there it is on <c>DATABASE.lock</c>, which cannot be deleted while it is held.</summary>
internal sealed class DatabaseLock : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;
    private const int SharingViolationWindows = unchecked((int)0x80070020);

    private readonly FileStream _file;

    /// <summary>Locks a database; makes an empty one where there is none. It, and what SQLite makes beside it, is its owner's alone, whatever the
    /// directory allows.</summary>
    /// <exception cref="JournalInUseException">Another holds the lock.</exception>
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

    /// <summary>SQLite makes its log as the database is; what is there already may have been made when the database was open to others.</summary>
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
                // It is made when it is needed.
            }
            catch (UnauthorizedAccessException refused)
            {
                throw new UnwritableDatabaseException(databasePath, refused);
            }
        }
    }
}
