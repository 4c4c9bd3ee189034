using System.Data.Common;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Http;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;

namespace MyAgent.Engine.Service.Commands;

/// <summary>Waits, and tells so to whoever asks after its health, while another engine has the journal.</summary>
internal static partial class Standby
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(500);

    /// <summary>Opens the engine as soon as the journal is free; null where it is told to stop meanwhile.</summary>
    /// <param name="open">Opens the engine.</param>
    /// <param name="database">Where the journal is.</param>
    /// <param name="urls">Where the engine will listen; until then its health can be asked there.</param>
    /// <param name="health">Tells its health at other addresses as well; null for none.</param>
    /// <param name="logs">Where it logs to.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="UnreadableJournalException">The journal is free and cannot be read.</exception>
    public static async Task<LocalEngine?> OpenWhenFreeAsync(
        Func<Task<LocalEngine>> open, PostgresDatabase database, string urls, HealthServer? health, ILoggerFactory logs, CancellationToken cancel)
    {
        var reason = $"This engine is a standby: another has the journal '{database.Name}'.";
        health?.Tells(() => reason);
        await using var server = EngineServer.BuildStandby(urls, () => reason);
        await Listening.StartAsync(server, urls, "--urls", cancel);
        Console.WriteLine(reason);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, server.Lifetime.ApplicationStopping);
        var log = logs.CreateLogger("MyAgent.Engine");
        try
        {
            while (true)
            {
                if (await TryOpenAsync(open, database, log, stop.Token) is { } engine)
                    return engine;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Null where another who stands by was faster, or the database could not be asked.</summary>
    private static async Task<LocalEngine?> TryOpenAsync(Func<Task<LocalEngine>> open, PostgresDatabase database, ILogger log, CancellationToken stop)
    {
        try
        {
            await database.UntilFreeAsync(TimeProvider.System, stop);
            return await open();
        }
        catch (JournalInUseException)
        {
            return null;
        }
        catch (DbException failure)
        {
            CannotAsk(log, failure);
            await Task.Delay(PauseAfterFailure, stop);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal cannot be asked for; trying again.")]
    private static partial void CannotAsk(ILogger log, Exception failure);
}
