using System.CommandLine;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Commands.Options;
using MyAgent.Engine.Service.Commands.Verification;

namespace MyAgent.Engine.Service.Commands.Replay;

/// <summary><c>myagent replay FILE.csv</c>: recorded traffic through the engine.</summary>
internal static class ReplayCommand
{
    private const int DefaultAgents = 5;
    private const int MaxAgents = 10_000;

    private static readonly Argument<string> Traffic = new("file")
    {
        Description = "A CSV file with a header. Columns: at (an instant), queue, media (call, fax, email), caller (empty: withheld), handleSeconds, patienceSeconds (empty: "
            + "unlimited), callback (true: the caller requests a callback instead of hanging up, at once where patienceSeconds is empty).",
    };

    private static readonly Option<string?> Server = new("--server")
    {
        Description = "Sends the traffic to this engine in real time, for its own agents. Default: virtual time, with agents who accept every offer at once.",
    };

    private static readonly Option<long> Agents = IntegerOption.Option(
        "--agents", "The number of agents of each queue, in virtual time.", DefaultAgents, min: 1, MaxAgents);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var replay = new Command("replay", "Replays recorded traffic.") { Traffic, Server, ApiCommand.Token, Agents, ApiCommand.Json };
        replay.SetAction((call, cancel) =>
        {
            var traffic = TrafficFile.Read(call.GetValue(Traffic)!);
            return call.GetValue(Server) is { } server ? AgainstAsync(server, call, traffic, cancel) : Task.FromResult(InVirtualTime(call, traffic));
        });
        return replay;
    }

    private static int InVirtualTime(ParseResult call, IReadOnlyList<RecordedContact> traffic)
    {
        var report = new VirtualReplay(traffic, (int)call.GetValue(Agents)).Run();
        var terminal = Terminal.Of(call);
        if (call.GetValue(ApiCommand.Json))
            terminal.Json(report);
        else
            Write(terminal, report);
        return report.Violations.Count == 0 ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private static async Task<int> AgainstAsync(string server, ParseResult call, IReadOnlyList<RecordedContact> traffic, CancellationToken cancel)
    {
        using var client = ApiCommand.Connect(server, call);
        var terminal = Terminal.Of(call);
        if (!call.GetValue(ApiCommand.Json))
            terminal.Line($"Sending {traffic.Count} contacts, which takes {DisplayFormat.Duration((traffic[^1].At - traffic[0].At).TotalSeconds)}.");
        var report = await new ServerReplay(traffic, client, TimeProvider.System).RunAsync(cancel);
        if (call.GetValue(ApiCommand.Json))
            terminal.Json(report);
        else
            terminal.Line($"{report.Sent} contacts came in, {report.Refused} were refused; {report.HungUp} callers hung up, {report.Callbacks} asked to be called back.");
        return ExitCode.Done;
    }

    private static void Write(Terminal terminal, ReplayReport report)
    {
        terminal.Line($"{report.Contacts} contacts until {DisplayFormat.Instant(report.EndedAt)}, in virtual time.");
        terminal.Table(
            ["Queue", "Came in", "Answered", "In time", "Abandoned", "Callbacks", "Done", "Mean wait", "Longest", "Handling"],
            report.Queues.Select(queue => new[]
            {
                queue.QueueId.Value, DisplayFormat.Number(queue.Offered), DisplayFormat.Number(queue.Answered), DisplayFormat.Share(queue.ServiceLevel),
                DisplayFormat.Number(queue.Abandoned), DisplayFormat.Number(queue.CallbacksRequested), DisplayFormat.Number(queue.CallbacksCompleted),
                DisplayFormat.Duration(queue.AsaSeconds), DisplayFormat.Duration(queue.LongestWaitSeconds), DisplayFormat.Duration(queue.HandleSeconds),
            }));
        terminal.Line($"{report.LawsChecked} laws checked over {report.Events} events.");
        VerificationText.WriteViolations(terminal, report.Violations);
    }
}
