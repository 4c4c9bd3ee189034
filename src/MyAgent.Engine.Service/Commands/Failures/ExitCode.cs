using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using MyAgent.Engine.Akka.Configuration;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Storage;
using Npgsql;

namespace MyAgent.Engine.Service.Commands.Failures;

/// <summary>The exit codes of <c>myagent</c>, each with its one meaning.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A check failed: a broken law, a journal that cannot be read, figures that disagree, a service level that cannot be reached.</summary>
    public const int CheckFailed = 1;

    /// <summary>The command was called wrongly, or with wrong input.</summary>
    public const int WrongCall = 2;

    /// <summary>There is no token, or the token is unknown, revoked or not allowed to do this (401, 403).</summary>
    public const int NotAllowed = 3;

    /// <summary>What was named does not exist (404).</summary>
    public const int NotFound = 4;

    /// <summary>The state or a rule forbids it (409, 422).</summary>
    public const int Refused = 5;

    /// <summary>The server or database does not answer, or is not the engine.</summary>
    public const int CannotConnect = 6;

    /// <summary>The engine takes no work just now: try again later (503).</summary>
    public const int NotReady = 7;

    /// <summary>Any other failure.</summary>
    public const int Failed = 8;

    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    /// <summary>All of them, as <c>--help</c> lists them.</summary>
    public static readonly IReadOnlyList<(int Code, string Meaning)> All =
    [
        (Done, "done"),
        (CheckFailed, "a check failed: a broken law, a journal that cannot be read, figures that disagree, a service level that cannot be reached"),
        (WrongCall, "the command was called wrongly, or with wrong input"),
        (NotAllowed, "there is no token, or it is unknown, revoked or not allowed to do this (401, 403)"),
        (NotFound, "what was named does not exist (404)"),
        (Refused, "the state or a rule forbids it (409, 422)"),
        (CannotConnect, "the server or database does not answer, or is not the engine"),
        (NotReady, "the engine takes no work just now: try again later (503)"),
        (Failed, "any other failure: a port or data directory in use, a full disk"),
    ];

    /// <summary>What an HTTP status of a refusal comes to.</summary>
    public static int OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => NotAllowed,
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status409Conflict or StatusCodes.Status422UnprocessableEntity => Refused,
        StatusCodes.Status503ServiceUnavailable => NotReady,
        >= 400 and < 500 => WrongCall,
        _ => Failed,
    };

    /// <summary>What a failure comes to.</summary>
    public static Failure Of(Exception failure) => failure switch
    {
        WrongCallException or InvalidEngineConfigurationException => new Failure(WrongCall, "wrongCall", failure.Message),
        CommandFailedException known => new Failure(known.ExitCode, known.Code, known.Message),
        ServerUnreachableException unreachable => new Failure(CannotConnect, unreachable.Code, unreachable.Message),
        // An answer that is no problem document does not come from the engine.
        RefusedCallException refused => new Failure(refused.Code is null ? CannotConnect : OfStatus(refused.Status), refused.Code ?? "refused", refused.Message, refused.Status),
        UnreadableJournalException or SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase } => new Failure(CheckFailed, "unreadableJournal", failure.Message),
        LostEventsException => new Failure(
            CheckFailed, "lostEvents", failure.Message + " Copy the data directory and look for a backup; 'myagent serve --accept-loss' goes on without them."),
        NewerDatabaseException => new Failure(Failed, "newerDatabase", failure.Message),
        UnsuitableDatabaseException => new Failure(Failed, "unsuitableDatabase", failure.Message),
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidCatalogName } =>
            new Failure(NotFound, "unknownJournal", failure.Message),
        NpgsqlException { InnerException: SocketException or TimeoutException } => new Failure(CannotConnect, "cannotConnect", failure.Message),
        _ => new Failure(Failed, "failed", failure.Message),
    };
}

/// <summary>Why a command failed, as <c>--json</c> writes it.</summary>
/// <param name="ExitCode">The command's exit code.</param>
/// <param name="Code">A stable word: the server's, where it is the server that refused.</param>
/// <param name="Detail">What is wrong, for people.</param>
/// <param name="Status">The HTTP status; null where no server has answered.</param>
internal sealed record Failure(int ExitCode, string Code, string Detail, int? Status = null);
