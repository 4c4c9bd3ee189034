namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>Keeps a second process from writing the same journal, by a lock on <c>DATABASE.lock</c> that the operating system lets go
/// of when the process ends, however it ends.</summary>
internal sealed class DatabaseLock : IDisposable
{
    private readonly FileStream _file;

    /// <exception cref="JournalInUseException">Another holds the lock.</exception>
    public DatabaseLock(string databasePath)
    {
        try
        {
            _file = new FileStream(databasePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException refused) when (refused is not DirectoryNotFoundException)
        {
            throw new JournalInUseException(databasePath, refused);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
