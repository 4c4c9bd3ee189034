using System.Text;
using System.Text.RegularExpressions;

namespace MyAgent.Engine.Tests.Prose;

/// <summary>Checks the prose of sources and documents against words.txt, and the length of lines. allowed.txt has how many phrases
/// and long lines each folder may still have: lower its numbers, never raise them.</summary>
[UnitTests]
public sealed partial class ProseTests
{
    private const int MaxLineLength = 180;
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "MyAgent.Engine.Tests", "Prose");
    private static readonly string[] Prose = [".cs", ".md", ".conf", ".html", ".js"];

    private static readonly IReadOnlyList<(Regex Phrase, string Instead)> Words =
        [.. Lines("words.txt").Select(line => line.Split(" -> ")).Select(parts => (new Regex($@"(?<!\w)({parts[0]})(?!\w)", RegexOptions.IgnoreCase), parts[1]))];

    public static IEnumerable<object[]> Allowed =>
        Lines("allowed.txt").Select(line => line.Split(' ')).Select(parts => new object[] { parts[0], int.Parse(parts[1], null), int.Parse(parts[2], null) });

    /// <summary>Sentences and how many phrases each has. They are in a file of their own, so that they do not count as prose of the tests.</summary>
    public static IEnumerable<object[]> Samples =>
        Lines("samples.txt").Select(line => line.Split(' ', 2)).Select(parts => new object[] { parts[1], int.Parse(parts[0], null) });

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Prose_is_plain_technical_English_and_lines_are_short(string folder, int allowedPhrases, int allowedLongLines)
    {
        var phrases = Files(folder, Prose).SelectMany(Phrases).ToList();
        var longLines = Files(folder, [".cs"]).SelectMany(LongLines).ToList();
        phrases.Count.ShouldBeLessThanOrEqualTo(allowedPhrases, $"{string.Join('\n', phrases)}\n");
        longLines.Count.ShouldBeLessThanOrEqualTo(allowedLongLines, $"{string.Join('\n', longLines)}\n");
    }

    [Fact]
    public void Each_folder_with_prose_is_checked()
    {
        var projects =
            from parent in new[] { "src", "tests" }
            from path in Directory.EnumerateDirectories(Path.Combine(Repository.Root, parent))
            select $"{parent}/{Path.GetFileName(path)}";
        Allowed.Select(row => (string)row[0]).ShouldBe([.. projects, "deploy", "hocon", "."], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_phrase_of_the_list_is_found(string sentence, int times) => Words.Sum(word => word.Phrase.Count(Readable(sentence))).ShouldBe(times);

    private static IEnumerable<string> Phrases(string file) =>
        from line in File.ReadLines(file).Select((text, index) => (Text: Readable(text), Number: index + 1))
        from word in Words
        from Match match in word.Phrase.Matches(line.Text)
        select $"{Name(file)}:{line.Number}: \"{match.Value}\": write {word.Instead}";

    /// <summary>A line in which the name of a test method stands as the sentence that it is.</summary>
    private static string Readable(string line) => TestMethod().Replace(line, name => name.Value.Replace('_', ' '));

    [GeneratedRegex(@"(?<=\b(?:void|Task) )\w+_\w+(?=\()")]
    private static partial Regex TestMethod();

    private static IEnumerable<string> LongLines(string file) =>
        from line in File.ReadLines(file).Select((text, index) => (text.Length, Number: index + 1))
        where line.Length > MaxLineLength
        select $"{Name(file)}:{line.Number}: {line.Length} characters, the maximum is {MaxLineLength}";

    /// <summary>The files under a folder, without what the build makes; those of the root without its folders.</summary>
    private static IEnumerable<string> Files(string folder, string[] extensions) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", folder == "." ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories)
            .Where(file => extensions.Contains(Path.GetExtension(file)))
            .Where(file => !Name(file).Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal);

    private static string Name(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    private static IEnumerable<string> Lines(string name) =>
        File.ReadLines(Path.Combine(Folder, name), Encoding.UTF8).Where(line => line.Length > 0 && !line.StartsWith('#'));
}
