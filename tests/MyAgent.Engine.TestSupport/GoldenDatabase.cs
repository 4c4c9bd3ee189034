using MyAgent.Engine.Storage.Postgres;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.TestSupport;

/// <summary>A database of an engine of before there were schema versions, as it left it on 4 May 2026 at 09:00 UTC: queue <c>support</c> with the calls
/// <c>c1</c> (now a scheduled callback with a voice message), <c>c2</c> (served by Ben) and <c>c3</c> and the e-mail <c>m1</c> (both waiting), agents
/// <c>ana</c> and <c>ben</c> on a break, two snapshots of each, and three access tokens.</summary>
public static class GoldenDatabase
{
    /// <summary>How many events it has.</summary>
    public const int Events = 39;

    /// <summary>Puts a copy of the SQLite file somewhere.</summary>
    internal static SqliteDatabase CopyTo(string path)
    {
        using (var golden = Open("schema-0.db"))
        using (var copy = File.Create(path))
            golden.CopyTo(copy);
        return new SqliteDatabase(path);
    }

    /// <summary>Makes the same in an empty PostgreSQL database.</summary>
    internal static PostgresDatabase LoadInto(string connection)
    {
        using (var sql = new StreamReader(Open("schema-0.sql")))
            PostgresServer.Execute(connection, sql.ReadToEnd());
        return new PostgresDatabase(connection);
    }

    private static Stream Open(string name) => typeof(GoldenDatabase).Assembly.GetManifestResourceStream($"Golden/{name}")!;
}
