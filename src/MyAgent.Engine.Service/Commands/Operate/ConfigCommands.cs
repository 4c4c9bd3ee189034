using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using MyAgent.Engine.Service.Api.Configuration;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Commands.Options;

namespace MyAgent.Engine.Service.Commands.Operate;

/// <summary><c>myagent config export</c> and <c>myagent config apply FILE</c>: everything that is configured, as one file.</summary>
internal static class ConfigCommands
{
    private const string StandardInput = "-";

    private static readonly JsonSerializerOptions Indented = new(CommandJson.Options) { WriteIndented = true };

    private static readonly Argument<string> File = new("file") { Description = "The file, as export writes it; - for the standard input." };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Changes nothing, and lists what would be changed." };

    private static readonly Option<bool> Prune = new("--prune")
    {
        Description = "Removes what the file does not name, of the kinds (queues, agents, callers) that it has.",
    };

    /// <summary>Makes <c>config</c>.</summary>
    public static Command CreateFamily() => new("config", "Exports and applies the configuration as one file.")
    {
        ApiCommand.Create("export", "Prints queues, agents with their assignments, and callers as one JSON document.", ExportAsync),
        ApiCommand.Create("apply", "Brings the configuration to what a file says. Only differences are changed.", ApplyAsync, File, DryRun, Prune),
    };

    private static async Task ExportAsync(ParseResult call, ApiClient client, CancellationToken cancel) =>
        Terminal.Of(call).Line(JsonSerializer.Serialize(await client.GetAsync<JsonNode>("configuration", cancel), Indented));

    private static async Task ApplyAsync(ParseResult call, ApiClient client, CancellationToken cancel)
    {
        var (dryRun, prune) = (call.GetValue(DryRun), call.GetValue(Prune));
        var wanted = await ReadAsync(call.GetValue(File)!, cancel);
        var answer = await client.PutAsync<JsonElement>($"configuration?dryRun={Text(dryRun)}&prune={Text(prune)}", wanted, cancel);
        var terminal = Terminal.Of(call);
        if (call.GetValue(ApiCommand.Json))
            terminal.Json(answer);
        else
            ConfigurationText.Write(terminal, answer.Deserialize<AppliedConfigurationResponse>(CommandJson.Options)!);
    }

    private static async Task<JsonNode> ReadAsync(string file, CancellationToken cancel)
    {
        try
        {
            var text = file == StandardInput ? await Console.In.ReadToEndAsync(cancel) : await System.IO.File.ReadAllTextAsync(file, cancel);
            return JsonNode.Parse(text) ?? throw new JsonException("it is null");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new WrongCallException($"{file}: {failure.Message}");
        }
        catch (JsonException failure)
        {
            throw new WrongCallException($"{file} is not valid JSON: {failure.Message}");
        }
    }

    private static string Text(bool value) => value ? "true" : "false";
}
