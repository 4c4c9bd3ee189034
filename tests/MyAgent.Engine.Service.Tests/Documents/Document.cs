using System.Text.RegularExpressions;

namespace MyAgent.Engine.Service.Tests.Documents;

/// <summary>Reads the documents of the repository.</summary>
internal static partial class Document
{
    private static readonly string[] NotPartOfIt = ["bin", "obj", ".git", "node_modules", "TestResults"];

    /// <summary>Every Markdown file, as a path from the root of the repository.</summary>
    public static IReadOnlyList<string> All() => [.. Below(new DirectoryInfo(Repository.Root)).Order(StringComparer.Ordinal)];

    /// <summary>The text of a file.</summary>
    /// <param name="path">Its path from the root of the repository.</param>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    /// <summary>The commands that a document marks as <c>sh</c>. Commands that it marks as <c>bash</c> are only shown, and the document says why.</summary>
    /// <param name="path">Its path from the root of the repository.</param>
    public static IReadOnlyList<ShellBlock> ShellBlocks(string path) =>
        [.. ShellBlock().Matches(Read(path)).Select(block => new ShellBlock(block.Groups["text"].Value.Trim(), block.Groups["first"].Success))];

    /// <summary>The text of one section, its subsections included.</summary>
    /// <param name="path">The document's path from the root of the repository.</param>
    /// <param name="heading">The heading of the section, without <c>#</c>.</param>
    public static string Section(string path, string heading) => string.Join('\n', Lines(path, heading));

    /// <summary>The headings one level below a heading, in order.</summary>
    /// <param name="path">The document's path from the root of the repository.</param>
    /// <param name="heading">The heading, without <c>#</c>.</param>
    public static IReadOnlyList<string> Subheadings(string path, string heading) =>
        [.. Lines(path, heading).Select(line => Heading().Match(line)).Where(found => found.Groups["depth"].Length == 3).Select(found => found.Groups["text"].Value)];

    /// <summary>The rows of the tables in one section, as cells, without the headers. A cell loses back quotes around it.</summary>
    /// <param name="path">The document's path from the root of the repository.</param>
    /// <param name="heading">The heading of the section, without <c>#</c>. Subsections belong to it.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(string path, string heading)
    {
        var section = Lines(path, heading);
        return [.. section.Where((line, at) => line.StartsWith('|') && !IsHeader(section, at)).Select(Cells)];
    }

    private static List<string> Lines(string path, string heading)
    {
        var lines = Read(path).Split('\n');
        var start = Array.FindIndex(lines, line => Heading().Match(line) is { Success: true } found && found.Groups["text"].Value == heading);
        start.ShouldBeGreaterThanOrEqualTo(0, $"{path} has no section '{heading}'.");
        var depth = Heading().Match(lines[start]).Groups["depth"].Length;
        return [.. lines.Skip(start + 1).TakeWhile(line => Heading().Match(line) is not { Success: true } next || next.Groups["depth"].Length > depth)];
    }

    private static bool IsHeader(List<string> lines, int at) =>
        lines[at].StartsWith("|---", StringComparison.Ordinal) || (at + 1 < lines.Count && lines[at + 1].StartsWith("|---", StringComparison.Ordinal));

    private static IReadOnlyList<string> Cells(string row) =>
        [.. row.Trim().Trim('|').Replace("\\|", "\u0000", StringComparison.Ordinal).Split('|').Select(cell => cell.Replace('\u0000', '|').Trim().Trim('`'))];

    private static IEnumerable<string> Below(DirectoryInfo folder) => folder.EnumerateFiles("*.md")
        .Select(file => Path.GetRelativePath(Repository.Root, file.FullName))
        .Concat(folder.EnumerateDirectories().Where(each => !NotPartOfIt.Contains(each.Name) && each.LinkTarget is null).SelectMany(Below));

    [GeneratedRegex("(?<first><!-- in the first terminal -->\n)?```sh\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("^(?<depth>#+) (?<text>.*)$")]
    private static partial Regex Heading();
}

/// <summary>Commands that a document shows.</summary>
/// <param name="Text">The commands.</param>
/// <param name="InFirstTerminal">Whether they are typed in the terminal of the engine, which stops the one that runs there.</param>
internal sealed record ShellBlock(string Text, bool InFirstTerminal);
