using System.CommandLine;
using System.Text.Json;
using MyAgent.Engine.Service.Client;
using Spectre.Console;

namespace MyAgent.Engine.Service.Commands.Display;

/// <summary>Where a command's answer goes: tables with bold headings on a terminal, plain lines anywhere else.</summary>
internal sealed class Terminal
{
    private const string BetweenColumns = "  ";
    private const int NarrowestParagraph = 20;
    private readonly TextWriter _output;

    /// <summary>Writes to <paramref name="output"/>.</summary>
    public Terminal(TextWriter output)
    {
        _output = output;
        IsScreen = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        Screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = IsScreen ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsScreen ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = IsScreen ? InteractionSupport.Detect : InteractionSupport.No,
        });
    }

    /// <summary>Whether the output is an interactive terminal.</summary>
    public bool IsScreen { get; }

    /// <summary>What is drawn on, where <see cref="IsScreen"/>.</summary>
    public IAnsiConsole Screen { get; }

    /// <summary>The terminal of a command that was called.</summary>
    public static Terminal Of(ParseResult call) => new(call.InvocationConfiguration.Output);

    /// <summary>Writes a line.</summary>
    public void Line(string text = "") => _output.WriteLine(text);

    /// <summary>Writes a line that begins a part of the answer.</summary>
    public void Heading(string text)
    {
        if (IsScreen)
            Screen.Write(new Text(text + Environment.NewLine, new Style(decoration: Decoration.Bold)));
        else
            Line(text);
    }

    /// <summary>Writes a paragraph whose lines stand below each other, right of what leads it.</summary>
    /// <param name="lead">What leads it: a time, an arrow.</param>
    /// <param name="text">The paragraph.</param>
    public void Paragraph(string lead, string text)
    {
        var width = IsScreen ? Math.Max(NarrowestParagraph, Screen.Profile.Width - lead.Length - 1) : int.MaxValue;
        var rest = text;
        while (rest.Length > width)
        {
            var end = rest.LastIndexOf(' ', width) is var space and > 0 ? space : width;
            Line(lead + rest[..end]);
            rest = rest[end..].TrimStart();
            lead = new string(' ', lead.Length);
        }
        Line(lead + rest);
    }

    /// <summary>Writes one JSON document.</summary>
    public void Json<T>(T document) => Line(JsonSerializer.Serialize(document, CommandJson.Options));

    /// <summary>Writes a table.</summary>
    /// <param name="headings">The headings of its columns.</param>
    /// <param name="rows">Its rows; null leaves a cell empty.</param>
    public void Table(IReadOnlyList<string> headings, IEnumerable<string?[]> rows)
    {
        if (IsScreen)
            Screen.Write(Framed(headings, rows));
        else
            WritePlain([.. headings], [.. rows.Select(row => row.Select(cell => cell ?? "").ToArray())]);
    }

    private static Table Framed(IReadOnlyList<string> headings, IEnumerable<string?[]> rows)
    {
        var table = new Table().Border(TableBorder.Simple).BorderColor(Color.Grey);
        foreach (var heading in headings)
            table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))).Padding(0, 0, 1, 0).NoWrap());
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(cell ?? "")));
        return table;
    }

    private void WritePlain(string[] headings, IReadOnlyList<string[]> rows)
    {
        var widths = headings.Select((heading, column) => rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToArray();
        foreach (var row in rows.Prepend(headings))
            Line(string.Join(BetweenColumns, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
