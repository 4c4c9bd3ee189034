using Microsoft.Data.Sqlite;

namespace MyAgent.Engine.Embedded.Journal.Sqlite;

/// <summary>Carries what stands in the write-ahead log over into the database file, on a thread and a connection of its own, so that no
/// commit waits for it. The log begins anew only when nothing has been added meanwhile; under steady load the writing connection sees to
/// the little that is left once the log has grown to <see cref="WriterPages"/>.</summary>
internal sealed class SqliteCheckpoints : IDisposable
{
    /// <summary>At how many pages in the log the writing connection does itself what is left to do.</summary>
    public const int WriterPages = 16_384;

    /// <summary>After how much has been written there is enough to carry over, in bytes of payload; with its pages and indexes that is some
    /// ten times as much in the log.</summary>
    private const int Enough = 512 * 1024;

    private readonly SqliteConnection _connection;
    private readonly AutoResetEvent _wanted = new(false);
    private readonly Thread _thread;
    private long _written;
    private volatile bool _stopping;

    public SqliteCheckpoints(SqliteDatabase database)
    {
        _connection = database.OpenWriter();
        _thread = new Thread(Run) { IsBackground = true, Name = "MyAgent checkpoints" };
        _thread.Start();
    }

    /// <summary>Takes note that so much has been written. For the writing thread alone.</summary>
    public void Written(long bytes)
    {
        _written += bytes;
        if (_written < Enough)
            return;
        _written = 0;
        _wanted.Set();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping = true;
        _wanted.Set();
        _thread.Join();
        _connection.Dispose();
        _wanted.Dispose();
    }

    private void Run()
    {
        for (_wanted.WaitOne(); !_stopping; _wanted.WaitOne())
        {
            try
            {
                SqliteDatabase.Execute(_connection, "PRAGMA wal_checkpoint(PASSIVE)");
            }
            catch (SqliteException)
            {
                // What is in the log is safe there; a disk that takes nothing more shows itself at the next commit.
            }
        }
    }
}
