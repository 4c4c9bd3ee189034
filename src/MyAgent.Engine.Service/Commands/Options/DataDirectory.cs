using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Service.Commands.Options;

/// <summary>Where the engine keeps what it must not forget.</summary>
/// <param name="path">The directory.</param>
/// <exception cref="WrongCallException">The path is empty.</exception>
internal sealed class DataDirectory(string path)
{
    /// <summary>The directory that is used where none is named.</summary>
    public const string Default = ClientToken.LocalDirectory;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The directory, from the root.</summary>
    public string FullPath { get; } = path.Length > 0 ? Path.GetFullPath(path) : throw new WrongCallException("--data must name a directory; it is empty.");

    /// <summary>The SQLite database.</summary>
    public SqliteDatabase Database => new(Path.Combine(FullPath, "engine.db"));

    /// <summary>The file with the first admin token.</summary>
    public string AdminToken => Path.Combine(FullPath, FirstAdminToken.FileName);

    /// <summary>Creates the directory where it does not exist, accessible to its owner only.</summary>
    /// <exception cref="CommandFailedException">It cannot be made.</exception>
    public void Create()
    {
        if (File.Exists(FullPath))
            throw new CommandFailedException(ExitCode.Failed, "noDataDirectory", $"--data: '{FullPath}' is a file, not a directory.");
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(FullPath);
            else
                Directory.CreateDirectory(FullPath, OwnerOnly);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Failed, "noDataDirectory", $"The data directory '{FullPath}' cannot be created: {refused.Message}");
        }
    }

    /// <summary>Makes sure that there is a journal to look at.</summary>
    /// <exception cref="CommandFailedException">There is none.</exception>
    public void RequireJournal()
    {
        if (File.Exists(Database.Name))
            return;
        try
        {
            // A file in a directory that this user may not look into is not found either.
            if (Directory.Exists(FullPath))
                _ = Directory.EnumerateFileSystemEntries(FullPath).Any();
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new CommandFailedException(ExitCode.Failed, "noDataDirectory", $"The data directory cannot be read: {refused.Message}");
        }
        throw new CommandFailedException(ExitCode.NotFound, "unknownJournal", $"There is no journal in '{FullPath}'. --data must name the data directory of 'serve'.");
    }
}
