using System.CommandLine;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Service.Commands.Options;

/// <summary>The options by which a command says where the journal is kept.</summary>
internal static class JournalChoice
{
    /// <summary>The environment variable that says how PostgreSQL is reached, so that a password need not stand on the command line.</summary>
    public const string ConnectionVariable = "MYAGENT_CONNECTION";

    private const string Postgres = "postgres";

    /// <summary><c>--journal</c>.</summary>
    public static readonly Option<string> Journal = new Option<string>("--journal")
    {
        Description = "Where the journal is stored: an SQLite file in the data directory, or a PostgreSQL database.",
        DefaultValueFactory = _ => "sqlite",
    }.AcceptOnlyFromAmong("sqlite", Postgres);

    /// <summary><c>--connection</c>.</summary>
    public static readonly Option<string?> Connection = new("--connection")
    {
        Description = $"The PostgreSQL connection string: Host=…;Database=…;Username=…. Default: {ConnectionVariable}.",
    };

    /// <summary>Whether PostgreSQL is meant.</summary>
    public static bool IsPostgres(ParseResult call) => call.GetValue(Journal) == Postgres;

    /// <summary>The database that is meant.</summary>
    /// <param name="call">The call.</param>
    /// <param name="data">Where SQLite's is.</param>
    /// <param name="acceptLoss">Whether an engine goes on with SQLite's although events are missing that were acknowledged.</param>
    /// <exception cref="WrongCallException">It is not said how PostgreSQL is reached, or in a way that is not understood.</exception>
    public static IEngineDatabase Of(ParseResult call, DataDirectory data, bool acceptLoss = false)
    {
        var given = call.GetValue(Connection);
        if (!IsPostgres(call))
            return given is null ? new SqliteDatabase(data.Database.Name) { AcceptLoss = acceptLoss } : throw new WrongCallException("--connection requires --journal postgres.");
        if (acceptLoss)
            throw new WrongCallException("--accept-loss requires --journal sqlite: the engine cannot know at the start what PostgreSQL has lost.");
        given ??= Environment.GetEnvironmentVariable(ConnectionVariable);
        if (string.IsNullOrWhiteSpace(given))
            throw new WrongCallException($"--journal postgres requires a connection string, in --connection or {ConnectionVariable}.");
        try
        {
            return new PostgresDatabase(given);
        }
        catch (ArgumentException bad)
        {
            throw new WrongCallException($"The PostgreSQL connection string must be of the form Host=…;Database=…;Username=…. {bad.Message}");
        }
    }
}
