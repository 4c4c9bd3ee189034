using System.CommandLine;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Projections.Explanations;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Commands.Options;
using MyAgent.Engine.Service.Commands.Verification;
using MyAgent.Engine.Service.Demo;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Commands.Demo;

/// <summary><c>myagent demo</c>: the engine at work, in half a minute.</summary>
internal static class DemoCommand
{
    private const int MinSeconds = 3;
    private const int MaxSeconds = 3600;

    /// <summary>A story that has not come to its end after this much more time never does.</summary>
    private static readonly TimeSpan ExtraTime = TimeSpan.FromMinutes(2);

    private static readonly Option<long> Seconds = IntegerOption.Option("--seconds", "The approximate length, in seconds.", Pace.ScenarioBeats, MinSeconds, MaxSeconds);

    private static readonly Option<bool> Keep = new("--keep")
    {
        Description = "Keeps the journal and prints its directory.",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var demo = new Command("demo", "Plays a small contact centre with callers and agents on a fresh journal, and verifies the journal.") { Seconds, Keep };
        demo.SetAction(RunAsync);
        return demo;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("myagent-demo-").FullName;
        var terminal = Terminal.Of(call);
        var keep = call.GetValue(Keep);
        try
        {
            var exitCode = await RunAsync(terminal, new DataDirectory(folder), (int)call.GetValue(Seconds), cancel);
            if (!keep)
                WriteNextSteps(terminal);
            return exitCode;
        }
        finally
        {
            if (keep)
                WriteLocation(terminal, folder);
            else
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> RunAsync(Terminal terminal, DataDirectory data, int seconds, CancellationToken cancel)
    {
        terminal.Line("Starting the engine on a fresh journal, with three queues and six agents…");
        FinalFigures figures;
        Explanation story;
        int came;
        await using (var engine = await RunningEngine.StartAsync(data, cancel))
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, engine.Stopping);
            limit.CancelAfter(TimeSpan.FromSeconds(seconds) + ExtraTime);
            came = await PlayAsync(terminal, engine, seconds, limit.Token);
            figures = await FinalFigures.AskAsync(engine.Clients.Admin, cancel);
            story = await engine.Clients.Admin.GetAsync<Explanation>($"queues/{DemoScript.Callback.Queue}/contacts/{DemoScript.Callback.ContactId}/explain", cancel);
            foreach (var fault in engine.Faults)
                terminal.Line($"Fault: {fault}");
        }
        terminal.Line();
        terminal.Heading("The figures");
        figures.Write(terminal);
        terminal.Line();
        terminal.Heading($"One callback, explained: {DemoScript.NameOfCallback}");
        ExplanationText.Write(terminal, story);
        terminal.Line();
        terminal.Heading("The journal, verified");
        return await VerifyAsync(terminal, data, figures, came, cancel);
    }

    private static async Task<int> PlayAsync(Terminal terminal, RunningEngine engine, int seconds, CancellationToken cancel)
    {
        var pace = new Pace(seconds);
        await DemoContactCentre.ConfigureAsync(engine.Clients.Admin, pace, cancel);
        var log = new DemoLog(pace, terminal.IsScreen ? null : terminal.Line);
        var runner = new DemoRunner(engine.Clients, pace, log);
        try
        {
            var playing = runner.PlayAsync(cancel);
            if (terminal.IsScreen)
                await new Wallboard(engine.Clients, runner.Narrator, log, pace).ShowAsync(terminal.Screen, playing);
            await playing;
            return runner.Contacts;
        }
        catch (OperationCanceledException) when (engine.Stopping.IsCancellationRequested)
        {
            throw new IOException("The demonstration was interrupted.");
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw new IOException("The demonstration did not end in time.");
        }
    }

    private static async Task<int> VerifyAsync(Terminal terminal, DataDirectory data, FinalFigures figures, int came, CancellationToken cancel)
    {
        var report = await JournalVerification.RunAsync(data.Database, new LawOptions(), cancel);
        if (report.Unreadable is { } reason)
        {
            terminal.Line(reason);
            return ExitCode.CheckFailed;
        }
        VerificationText.Write(terminal, report, "the journal");
        var disagreements = figures.Disagreements(report.Counts!, came);
        foreach (var disagreement in disagreements)
            terminal.Line($"The figures do not agree: {disagreement}.");
        if (disagreements.Count == 0)
            terminal.Line("The figures agree with the journal.");
        return report.Clean && disagreements.Count == 0 ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private static void WriteLocation(Terminal terminal, string folder)
    {
        terminal.Line();
        terminal.Line($"The journal is in {folder}. Read it:");
        terminal.Line($"  {Program} journal stats --data {folder}");
        terminal.Line("Run the engine on it, which continues where the demonstration ended:");
        terminal.Line($"  {Program} serve --data {folder}");
        terminal.Line("Query that engine, in a second terminal:");
        terminal.Line($"  {Program} explain {DemoScript.Callback.Queue} {DemoScript.Callback.ContactId} --token $(cat {folder}/{FirstAdminToken.FileName})");
    }

    private static void WriteNextSteps(Terminal terminal)
    {
        terminal.Line();
        terminal.Heading("What to do next");
        terminal.Line("Start an engine of your own, and open http://127.0.0.1:5080:");
        terminal.Line($"  {Program} serve --data data");
        terminal.Line("Query it, in a second terminal; README has the calls that fill it:");
        terminal.Line($"  {Program} queues");
        terminal.Line("Run the same rules in virtual time, and compare with queueing theory:");
        terminal.Line($"  {Program} simulate --hours 50");
    }

    /// <summary>How the program is called from where the user is: in a clone of the repository, as README does.</summary>
    private static string Program =>
        File.Exists(Path.Combine("src", "MyAgent.Engine.Service", "MyAgent.Engine.Service.csproj"))
            ? "dotnet run --project src/MyAgent.Engine.Service --"
            : "myagent";
}
