using MyAgent.Engine.Embedded.Storage;
using MyAgent.Engine.Entities;
using Npgsql;

namespace MyAgent.Engine.Embedded.Journal.Postgres;

/// <summary>Writes something over a connection; statements that are sent together are one transaction.</summary>
/// <param name="write">What is written; gives the number of rows it changed.</param>
internal delegate Task<int> PostgresWrite(Func<NpgsqlConnection, int> write);

/// <summary>A PostgreSQL database that the nodes of a cluster write together.</summary>
internal sealed class SharedPostgresDatabase : ISharedDatabase
{
    private readonly PostgresDatabase _database;
    private readonly NpgsqlConnection _claim;

    /// <exception cref="JournalInUseException">An engine that is no such node has claimed it.</exception>
    public SharedPostgresDatabase(PostgresDatabase database)
    {
        _database = database;
        _claim = WriterSession.Share(database);
        (VoiceMessages, Tokens) = (new PostgresVoiceMessageStore(database, WriteAsync), new PostgresAccessTokenStore(database, WriteAsync));
    }

    /// <inheritdoc/>
    public string ConnectionString => _database.ConnectionString;

    /// <inheritdoc/>
    public IVoiceMessageStore VoiceMessages { get; }

    /// <inheritdoc/>
    public IAccessTokenStore Tokens { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _claim.Dispose();
        _database.CloseReaders();
    }

    private Task<int> WriteAsync(Func<NpgsqlConnection, int> write) => Task.Run(() =>
    {
        try
        {
            using var connection = _database.OpenReader();
            return write(connection);
        }
        catch (NpgsqlException failure)
        {
            throw CommitLine.Unavailable(failure);
        }
    });
}
