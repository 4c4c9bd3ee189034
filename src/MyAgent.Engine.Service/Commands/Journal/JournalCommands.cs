using System.Buffers;
using System.CommandLine;
using System.Text;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Service.Api.Events;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Commands.Options;
using MyAgent.Engine.Service.Commands.Verification;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Commands.Journal;

/// <summary><c>myagent journal verify|export|stats|rebuild</c>: reads a journal, also while an engine writes it; and makes the
/// projections again from one that no engine has.</summary>
internal static class JournalCommands
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "The directory with the journal.",
        DefaultValueFactory = _ => DataDirectory.Default,
    };

    private static readonly Option<long> TravelSeconds = IntegerOption.Option("--travel-seconds",
        "The maximum time that a message between agents and queues takes, in seconds. For the journal of a cluster that lost a node: the time until "
        + "its agents and queues were awake on other nodes, for example 30.", defaultValue: 5, min: 0, max: 3600);

    private static readonly Option<long> GraceSeconds = IntegerOption.Option("--grace-seconds",
        "The time that an offer stays open after an outage, in seconds: the engine's recovery-grace.", defaultValue: 5, min: 0, max: 300);

    /// <summary>Makes the family.</summary>
    public static Command Create() => new("journal", "Reads a journal, also while the engine runs. Changes no event.")
    {
        Verb("verify", "Checks every law over the whole journal. Ends with exit code 1 if one is broken.", VerifyAsync, TravelSeconds, GraceSeconds),
        Verb("export", "Writes the events as JSON lines, or with --json as one array.", ExportAsync),
        Verb("stats", "Counts the events by type and by entity.", StatsAsync),
        Verb("rebuild", "Rebuilds contact history and report figures from the events, while no engine runs. What deleted events contributed is lost.", ProjectionRebuild.RunAsync),
    };

    private static Command Verb(string name, string description, Func<ParseResult, IEngineDatabase, CancellationToken, Task<int>> work, params Option[] own)
    {
        var command = new Command(name, description) { Data, JournalChoice.Journal, JournalChoice.Connection, ApiCommand.Json };
        foreach (var option in own)
            command.Options.Add(option);
        command.SetAction((call, cancel) =>
        {
            var data = new DataDirectory(call.GetValue(Data)!);
            var database = JournalChoice.Of(call, data);
            if (!JournalChoice.IsPostgres(call))
                data.RequireJournal();
            return work(call, database, cancel);
        });
        return command;
    }

    private static async Task<int> VerifyAsync(ParseResult call, IEngineDatabase database, CancellationToken cancel)
    {
        var report = await JournalVerification.RunAsync(
            database,
            new LawOptions { TravelTime = TimeSpan.FromSeconds(call.GetValue(TravelSeconds)), RecoveryGrace = TimeSpan.FromSeconds(call.GetValue(GraceSeconds)) },
            cancel);
        var terminal = Terminal.Of(call);
        if (call.GetValue(ApiCommand.Json))
            terminal.Json(report);
        else if (report.Unreadable is { } reason)
            await call.InvocationConfiguration.Error.WriteLineAsync(reason);
        else
            VerificationText.Write(terminal, report, report.Journal);
        return report.Clean ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private static async Task<int> ExportAsync(ParseResult call, IEngineDatabase database, CancellationToken cancel)
    {
        var output = call.InvocationConfiguration.Output;
        var asArray = call.GetValue(ApiCommand.Json);
        var buffer = new ArrayBufferWriter<byte>();
        var first = true;
        await foreach (var record in database.ReadJournal().ReadAsync(0, cancel: cancel))
        {
            buffer.ResetWrittenCount();
            EventJson.Write(record, buffer);
            if (asArray)
                await output.WriteLineAsync(first ? "[" : ",");
            await output.WriteAsync(Encoding.UTF8.GetString(buffer.WrittenSpan));
            if (!asArray)
                await output.WriteLineAsync();
            first = false;
        }
        if (asArray)
            await output.WriteLineAsync(first ? "[]" : Environment.NewLine + "]");
        return ExitCode.Done;
    }

    private static async Task<int> StatsAsync(ParseResult call, IEngineDatabase database, CancellationToken cancel)
    {
        var stats = await JournalStats.OfAsync(database.ReadJournal(), cancel);
        var terminal = Terminal.Of(call);
        if (call.GetValue(ApiCommand.Json))
            terminal.Json(stats);
        else
            stats.Write(terminal);
        return ExitCode.Done;
    }
}
