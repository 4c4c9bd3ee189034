using System.Text.RegularExpressions;

namespace MyAgent.Engine.Tests.Architecture;

/// <summary>Compares the numbers of the rules in their README with the traits of the tests.</summary>
[UnitTests]
public sealed partial class RulesHaveTestsTests
{
    [Fact]
    public void Each_rule_has_a_test_and_each_trait_names_a_rule()
    {
        var rules = RulesInReadme().ToHashSet();
        rules.Count.ShouldBeGreaterThan(30);
        NumbersInTests("Rule").ToHashSet().ShouldBe(rules, ignoreOrder: true);
    }

    [Fact]
    public void Each_trait_of_a_law_names_a_law() => NumbersInTests("Law").ShouldBeSubsetOf(Numbers(Parts().Laws));

    private static IEnumerable<string> RulesInReadme() => Numbers(Parts().Rules);

    private static (string Rules, string Laws) Parts()
    {
        var parts = File.ReadAllText(Path.Combine(Repository.Root, "src/MyAgent.Engine/README.md")).Split("\n## Laws\n");
        parts.Length.ShouldBe(2);
        return (parts[0], parts[1]);
    }

    private static IEnumerable<string> Numbers(string text) => Item().Matches(text).Select(item => item.Groups[1].Value);

    private static IEnumerable<string> NumbersInTests(string trait) =>
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
        from attribute in Attribute().Matches(File.ReadAllText(file))
        where attribute.Groups[1].Value == trait
        from number in Number().Matches(attribute.Groups[2].Value)
        select number.Value;

    [GeneratedRegex(@"^(\d+[a-z]?)\. ", RegexOptions.Multiline)]
    private static partial Regex Item();

    [GeneratedRegex(@"[\[ ](Rule|Law)\(([^)]*)\)\]")]
    private static partial Regex Attribute();

    [GeneratedRegex("[0-9]+[a-z]?")]
    private static partial Regex Number();
}
