using System.Data.Common;

namespace MyAgent.Engine.Storage.Sql;

/// <summary>Access to a database for the stores whose SQL is the same in SQLite and PostgreSQL. Its members are what differs between the two.</summary>
/// <param name="OpenReader">Opens a connection for reading.</param>
/// <param name="Write">Writes over a connection; the statements of one command are one transaction. Returns the number of rows changed.</param>
/// <param name="Bytes">Creates a parameter whose value is a segment of an array, without copying it.</param>
/// <param name="BinaryCollation">The collation that compares text byte by byte.</param>
internal sealed record SqlAccess(
    Func<DbConnection> OpenReader,
    Func<Func<DbConnection, int>, Task<int>> Write,
    Func<string, ArraySegment<byte>, DbParameter> Bytes,
    string BinaryCollation)
{
    /// <summary>Reads all rows of a query.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="row">Reads one row.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <param name="parameters">The parameters, named as in the query; null is SQL's NULL.</param>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(
        string sql, Func<DbDataReader, T> row, CancellationToken cancel, params (string Name, object? Value)[] parameters)
    {
        await using var connection = OpenReader();
        await using var command = NewCommand(connection, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
            rows.Add(row(reader));
        return rows;
    }

    /// <summary>Writes by one or more statements, in one transaction.</summary>
    /// <param name="sql">The statements.</param>
    /// <param name="parameters">The parameters, named as in the statements; null is SQL's NULL.</param>
    /// <returns>The number of rows changed.</returns>
    /// <exception cref="Hosting.EngineUnavailableException">The database cannot be written at the moment.</exception>
    public Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] parameters) => Write(connection =>
    {
        using var command = NewCommand(connection, sql, parameters);
        return command.ExecuteNonQuery();
    });

    private DbCommand NewCommand(DbConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.Add(value is ArraySegment<byte> bytes ? Bytes(name, bytes) : NewParameter(command, name, value));
        return command;
    }

    private static DbParameter NewParameter(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        return parameter;
    }
}
