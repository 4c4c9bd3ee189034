using Npgsql;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>Writes something over a connection; statements that are sent together are one transaction.</summary>
/// <param name="write">What is written; gives the number of rows it changed.</param>
internal delegate Task<int> PostgresWrite(Func<NpgsqlConnection, int> write);

/// <summary>Writes by SQL.</summary>
internal static class PostgresWriting
{
    /// <summary>Writes by one or more statements; several need parameters with names.</summary>
    /// <param name="write">How it is written.</param>
    /// <param name="sql">The statements.</param>
    /// <param name="parameters">Their parameters.</param>
    /// <returns>The number of rows they have changed.</returns>
    public static Task<int> ExecuteAsync(this PostgresWrite write, string sql, params NpgsqlParameter[] parameters) => write(connection =>
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return command.ExecuteNonQuery();
    });
}
