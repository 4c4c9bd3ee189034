using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using MyAgent.Engine.Service.Api;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Options;

namespace MyAgent.Engine.Service.Commands.Operate;

/// <summary><c>myagent events</c>: what happens, in journal order.</summary>
internal static class EventsCommand
{
    private static readonly Option<StreamStart> After = new("--after")
    {
        Description = "The position in the journal after which to start, or newest to start with the next event.",
        DefaultValueFactory = _ => new StreamStart(0),
        CustomParser = given =>
        {
            if (given.Tokens is [{ Value: var text }] && StreamStart.TryParse(text, provider: null, out var place))
                return place;
            given.AddError("--after must be a whole number of at least 0, or newest.");
            return default;
        },
    };

    /// <summary>Makes the command.</summary>
    public static Command Create() => ApiCommand.Create(
        "events", "Prints events as they happen, until Ctrl-C; with --json, one array of the events so far.", ShowAsync, After);

    private static async Task ShowAsync(ParseResult call, ApiClient client, CancellationToken cancel)
    {
        var terminal = Terminal.Of(call);
        if (call.GetValue(ApiCommand.Json))
        {
            await WriteArrayAsync(call.InvocationConfiguration.Output, client.EventsAsync(call.GetValue(After), follow: false, cancel));
            return;
        }
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        try
        {
            await foreach (var happened in client.EventsAsync(call.GetValue(After), follow: true, stop.Token))
            {
                var data = JsonSerializer.Serialize(happened.Data, CommandJson.OneLine);
                terminal.Line($"{happened.Ordering,7}  {DisplayFormat.Time(happened.At)}  {happened.Entity,-20}  {happened.Type,-26}  {data}");
            }
            throw new IOException("The server has ended the stream.");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop: that is how this ends.
        }
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    /// <summary>A journal can be long: nothing is kept.</summary>
    private static async Task WriteArrayAsync(TextWriter output, IAsyncEnumerable<JournalEventDto> events)
    {
        var before = "[";
        await foreach (var happened in events)
        {
            await output.WriteAsync(before + Environment.NewLine + JsonSerializer.Serialize(happened, CommandJson.OneLine));
            before = ",";
        }
        await output.WriteLineAsync(before == "[" ? "[]" : Environment.NewLine + "]");
    }
}
