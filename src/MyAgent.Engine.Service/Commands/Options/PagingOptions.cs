using System.CommandLine;
using MyAgent.Engine.Service.Api;
using MyAgent.Engine.Service.Commands.Display;

namespace MyAgent.Engine.Service.Commands.Options;

/// <summary>The options by which a command reads a list in pages, and how it says how to get the rest.</summary>
internal static class PagingOptions
{
    /// <summary><c>--limit</c>.</summary>
    public static readonly Option<long> Limit = IntegerOption.Option(
        "--limit", "The maximum number of entries to list.", defaultValue: Paging.DefaultLimit, min: 1, max: Paging.MaxLimit);

    /// <summary><c>--cursor</c>.</summary>
    public static readonly Option<string?> Cursor = new("--cursor") { Description = "The cursor that the previous page printed." };

    /// <summary>The address of the page that a call names.</summary>
    /// <param name="call">The call.</param>
    /// <param name="list">The list, below <c>/v1/</c>.</param>
    /// <param name="filters">What else is asked for: names and values.</param>
    public static string PathOf(ParseResult call, string list, params ReadOnlySpan<(string Name, string? Value)> filters)
    {
        var path = $"{list}?limit={call.GetValue(Limit)}";
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[.. filters, ("cursor", call.GetValue(Cursor))])
        {
            if (value is not null)
                path += $"&{name}={Uri.EscapeDataString(value)}";
        }
        return path;
    }

    /// <summary>Says how to get the rest of a list, where there is more.</summary>
    public static void WriteNext(Terminal terminal, string? next)
    {
        if (next is not null)
            terminal.Line($"There are more entries: add --cursor {next}");
    }
}
