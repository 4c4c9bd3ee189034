using Microsoft.Data.Sqlite;

namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>Writes something over a connection, in a transaction.</summary>
/// <param name="write">What is written; gives the number of rows it changed.</param>
internal delegate Task<int> SqliteWrite(Func<SqliteConnection, int> write);

/// <summary>Writes by SQL.</summary>
internal static class SqliteWriting
{
    /// <summary>Writes by one or more statements.</summary>
    /// <param name="write">How it is written.</param>
    /// <param name="sql">The statements.</param>
    /// <param name="parameters">Their parameters.</param>
    /// <returns>The number of rows they have changed.</returns>
    public static Task<int> ExecuteAsync(this SqliteWrite write, string sql, params (string Name, object Value)[] parameters) => write(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command.ExecuteNonQuery();
    });
}
