using System.Text.Json.Nodes;
using MyAgent.Engine.Service.Api.Configuration;

namespace MyAgent.Engine.Service.Commands.Display;

/// <summary>Writes changes of the configuration as text: each with the fields that have other values.</summary>
internal static class ConfigurationText
{
    /// <summary>Writes the changes.</summary>
    public static void Write(Terminal terminal, AppliedConfigurationResponse applied)
    {
        foreach (var change in applied.Changes)
        {
            terminal.Paragraph($"{SignOf(change.Change)} ", change.Path);
            foreach (var field in change.Fields)
                terminal.Paragraph("    ", $"{field.Field}: {Told(field, change.Change)}");
        }
        terminal.Line(applied.Changes.Count == 0
            ? "Nothing to change: the configuration is as the file says."
            : $"{(applied.Changes.Count == 1 ? "1 change" : $"{applied.Changes.Count} changes")}{(applied.DryRun ? ". Nothing was changed." : " made.")}");
    }

    private static string Told(FieldChange field, ChangeKind change) =>
        change == ChangeKind.Added ? Text(field.After) : $"{Text(field.Before)} -> {Text(field.After)}";

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "none";

    private static char SignOf(ChangeKind change) => change switch
    {
        ChangeKind.Added => '+',
        ChangeKind.Removed => '-',
        _ => '~',
    };
}
