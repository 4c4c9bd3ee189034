using System.CommandLine;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Commands.Options;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Commands.Journal;

/// <summary><c>myagent journal rebuild</c>: empties the tables of the projections and folds the whole journal into them.</summary>
internal static class ProjectionRebuild
{
    /// <summary>Larger than in a running engine: no command waits for a batch.</summary>
    private const int Batch = 10_000;

    /// <summary>Makes the tables again.</summary>
    /// <exception cref="JournalInUseException">An engine has the database.</exception>
    public static async Task<int> RunAsync(ParseResult call, IEngineDatabase database, CancellationToken cancel)
    {
        var report = await RunAsync(database, cancel);
        var terminal = Terminal.Of(call);
        if (call.GetValue(ApiCommand.Json))
            terminal.Json(report);
        else
            terminal.Line($"Rebuilt history and figures from {report.Events} events, up to ordering {report.Ordering}, of {database.Name}.");
        return ExitCode.Done;
    }

    /// <summary>Makes the tables again. Where it is ended before it is done, the next start of an engine goes on with it.</summary>
    /// <exception cref="JournalInUseException">An engine has the database.</exception>
    internal static async Task<RebuildReport> RunAsync(IEngineDatabase database, CancellationToken cancel)
    {
        using var store = EngineStore.Open(database, _ => { });
        await store.Projections.ResetAsync(StoredProjections.Version, cancel: cancel);
        using var projections = new StoredProjections(store.Projections, TimeProvider.System, Batch);
        await projections.LoadAsync(cancel);
        var events = 0L;
        await foreach (var record in store.Journal.ReadAsync(0, cancel: cancel))
        {
            projections.Fold(record);
            await projections.PaceAsync(cancel);
            events++;
        }
        await projections.WriteAsync(cancel);
        return new RebuildReport(events, projections.Stored);
    }
}

/// <summary>What the projections have been made again from.</summary>
/// <param name="Events">How many events.</param>
/// <param name="Ordering">The ordering of the last one; 0 for none.</param>
internal sealed record RebuildReport(long Events, long Ordering);
