using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace MyAgent.Engine.Service.Tests.Documents;

/// <summary>What the documents for contributors call a type, a member or a folder is called so in the source.</summary>
[UnitTests]
public sealed partial class NamesInDocumentsTests
{
    private static readonly Lazy<FrozenSet<string>> Known = new(() => new[] { "src", "tests", "deploy" }
        .SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
        .Concat(Directory.GetFiles(Repository.Root))
        .SelectMany(file => (file.EndsWith(".cs", StringComparison.Ordinal) ? Identifier().Matches(File.ReadAllText(file)).Select(found => found.Value) : [])
            .Concat(Path.GetRelativePath(Repository.Root, file).Split('/', '.')))
        .ToFrozenSet(StringComparer.Ordinal));

    public static TheoryData<string> ForContributors =>
        [.. Document.All()
            .Where(document => document.EndsWith("README.md", StringComparison.Ordinal) && document.Contains('/') && document != "deploy/README.md")
            .Append("CONTRIBUTING.md")];

    [Theory]
    [MemberData(nameof(ForContributors))]
    public void Every_name_in_it_is_one_of_the_source(string document) =>
        Quoted().Matches(Document.Read(document)).SelectMany(quoted => Name().Matches(quoted.Groups["code"].Value)).Select(found => found.Value)
            .Where(name => !Known.Value.Contains(name)).Distinct().ShouldBeEmpty();

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Identifier();

    /// <summary>Code that is a name, a path or a call: no command line, no sentence.</summary>
    [GeneratedRegex(@"(?<!`)`(?<code>[A-Z][A-Za-z0-9./()]*)`(?!`)")]
    private static partial Regex Quoted();

    /// <summary>A word with a small letter after its first: what is all capitals is no name of ours.</summary>
    [GeneratedRegex(@"\b[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*\b")]
    private static partial Regex Name();
}
