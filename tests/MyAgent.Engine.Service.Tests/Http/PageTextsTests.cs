using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Estimates;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Pages;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.Http;

[IntegrationTests]
public sealed partial class PageTextsTests
{
    [Theory]
    [InlineData("fr")]
    [InlineData("de")]
    public void Every_text_of_the_pages_is_there_in_every_language_with_the_same_gaps_to_fill(string language)
    {
        var english = TextsOf("en");
        var other = TextsOf(language);
        english.Count.ShouldBeGreaterThan(100);
        other.Keys.Order().ShouldBe(english.Keys.Order());
        foreach (var (key, text) in english)
            GapsOf(other[key]).ShouldBe(GapsOf(text), key);
    }

    [Fact]
    public void Every_text_that_a_page_names_is_there()
    {
        var known = TextsOf("en");
        var named = Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".js", StringComparison.Ordinal))
            .SelectMany(name => Named().Matches(Read(name)).Select(match => match.Groups[1].Value)).ToHashSet();
        named.Count.ShouldBeGreaterThan(50);
        named.Except(known.Keys).ShouldBeEmpty();
    }

    [Fact]
    public void Every_text_is_named_by_a_page()
    {
        var pages = string.Concat(Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".js", StringComparison.Ordinal))
            .Where(name => !name.StartsWith("web/text/", StringComparison.Ordinal)).Select(Read));
        TextsOf("en").Keys.Where(key => !pages.Contains($"\"{key}\"", StringComparison.Ordinal) && !pages.Contains($"`{key.Split('.')[0]}.${{", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_refusal_that_has_a_text_is_a_problem_of_the_API() =>
        TextsOf("en").Keys.Where(key => key.StartsWith("refused.", StringComparison.Ordinal)).Select(key => key["refused.".Length..])
            .ShouldBeSubsetOf(ProblemCodes.All.Select(problem => problem.Code));

    [Fact]
    public void French_texts_have_no_break_before_a_double_sign_and_one_kind_of_apostrophe()
    {
        foreach (var (key, text) in TextsOf("fr"))
        {
            BreakableSign().IsMatch(text).ShouldBeFalse(key);
            text.ShouldNotContain("'", customMessage: key);
        }
    }

    [Theory]
    [InlineData("status", typeof(AgentStatus))]
    [InlineData("next", typeof(NextStatus))]
    [InlineData("kind", typeof(ContactKind))]
    [InlineData("state", typeof(ContactState))]
    [InlineData("outcome", typeof(ContactOutcome))]
    [InlineData("cause", typeof(FailureCause))]
    [InlineData("noEstimate", typeof(NoEstimateReason))]
    [InlineData("alarm", typeof(AlarmKind))]
    [InlineData("assignment", typeof(AssignmentKind))]
    [InlineData("role", typeof(Role))]
    public void Every_value_that_the_engine_answers_with_has_a_text(string kind, Type values)
    {
        var known = TextsOf("en");
        foreach (var name in Enum.GetNames(values))
            known.Keys.ShouldContain($"{kind}.{JsonNamingPolicy.CamelCase.ConvertName(name)}");
    }

    private static Assembly Assembly => typeof(WebSettings).Assembly;

    private static Dictionary<string, string> TextsOf(string language) =>
        Text().Matches(Read($"web/text/{language}.js")).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static string GapsOf(string text) => string.Join(' ', Gap().Matches(text).Select(match => match.Value).Order());

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("""(?:^|[\s,])"?([\w.]+)"?: "((?:[^"\\]|\\.)*)",""", RegexOptions.Multiline)]
    private static partial Regex Text();

    [GeneratedRegex("""\bsay\("([\w.]+)"[,)]""")]
    private static partial Regex Named();

    /// <summary>A question mark, colon, semicolon or exclamation mark after an ordinary space or none.</summary>
    [GeneratedRegex("""(?<!\u00A0)[?:;!]""")]
    private static partial Regex BreakableSign();

    [GeneratedRegex("""\{\w+\}""")]
    private static partial Regex Gap();
}
