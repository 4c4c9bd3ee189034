using System.Text.RegularExpressions;

namespace MyAgent.Engine.Service.Tests.Documents;

/// <summary>A reader finds what a document refers to.</summary>
[UnitTests]
public sealed partial class DocumentLinksTests
{
    public static TheoryData<string> Documents => [.. Document.All()];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_leads_to_a_file_and_a_heading_that_exist(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var links = Link().Matches(Code().Replace(Document.Read(document), "")).Select(match => match.Groups["target"].Value);
        foreach (var link in links.Where(target => !target.Contains("://", StringComparison.Ordinal)))
        {
            var parts = link.Split('#');
            var path = parts[0].Length == 0 ? Path.Combine(Repository.Root, document) : Path.GetFullPath(Path.Combine(folder, parts[0]));
            (File.Exists(path) || Directory.Exists(path)).ShouldBeTrue($"{document}: {link} leads nowhere.");
            if (parts.Length > 1)
                Anchors(path).ShouldContain(parts[1], $"{document}: {link} leads to no heading.");
        }
    }

    [Fact]
    public void README_fits_on_three_screens() => Document.Read("README.md").TrimEnd().Split('\n').Length.ShouldBeLessThanOrEqualTo(150);

    /// <summary>The anchors of the headings, as GitHub makes them.</summary>
    private static IEnumerable<string> Anchors(string path) =>
        File.ReadLines(path).Where(line => line.StartsWith('#')).Select(line => NotInAnchors().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NotInAnchors();
}
