using System.Data.Common;
using MyAgent.Engine.Embedded;
using MyAgent.Engine.Service.Http;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;

namespace MyAgent.Engine.Service.Commands;

/// <summary>Waits, and tells so to whoever asks after its health, while another engine has the journal.</summary>
internal static class Standby
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(500);

    /// <summary>Opens the engine as soon as the journal is free; null where it is told to stop meanwhile.</summary>
    /// <param name="options">How the engine runs.</param>
    /// <param name="database">Where the journal is.</param>
    /// <param name="urls">Where the engine will listen; until then its health can be asked there.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="UnreadableJournalException">The journal is free and cannot be read.</exception>
    public static async Task<EmbeddedEngine?> OpenWhenFreeAsync(
        EmbeddedOptions options, PostgresDatabase database, string urls, CancellationToken cancel)
    {
        var reason = $"This engine is a standby: another has the journal '{database.Name}'.";
        await using var server = EngineServer.BuildStandby(urls, () => reason);
        await server.StartAsync(cancel);
        Console.WriteLine(reason);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, server.Lifetime.ApplicationStopping);
        try
        {
            while (true)
            {
                if (await TryOpenAsync(options, database, stop.Token) is { } engine)
                    return engine;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Null where another who stands by was faster, or the database could not be asked.</summary>
    private static async Task<EmbeddedEngine?> TryOpenAsync(EmbeddedOptions options, PostgresDatabase database, CancellationToken stop)
    {
        try
        {
            await database.UntilFreeAsync(TimeProvider.System, stop);
            return await EmbeddedEngine.OpenAsync(options);
        }
        catch (JournalInUseException)
        {
            return null;
        }
        catch (DbException failure)
        {
            options.OnFault(new EngineFault("The journal cannot be asked for; trying again.", failure));
            await Task.Delay(PauseAfterFailure, stop);
            return null;
        }
    }
}
