using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Texts;

namespace MyAgent.Engine.Tests.Texts;

/// <summary>What the rules refuse has a code and values, and a sentence where it is shown.</summary>
[UnitTests]
public sealed partial class RefusalTextsTests
{
    [Fact]
    public void A_sentence_names_the_values() =>
        RefusalTexts.Of(new Refusal(RefusalKind.Rule, "queueFull", Values: ["sales", "5"])).ShouldBe("The queue 'sales' has 5 contacts waiting, as many as it takes.");

    [Fact]
    public void A_case_of_a_code_has_a_sentence_of_its_own()
    {
        RefusalTexts.Of(new Refusal(RefusalKind.WrongState, "contactInHand")).ShouldBe("The agent has a contact: end it first.");
        RefusalTexts.Of(new Refusal(RefusalKind.WrongState, "contactInHand", Case: "offered")).ShouldBe("A contact is being offered: accept or reject it.");
        RefusalTexts.Of(new Refusal(RefusalKind.WrongState, "contactInHand", Case: "unheardOf")).ShouldBe("The agent has a contact: end it first.");
    }

    [Fact]
    public void The_sentence_that_an_earlier_version_wrote_stays_what_it_was() =>
        RefusalTexts.Of(new Refusal(RefusalKind.Rule, "queueFull", "Full up.")).ShouldBe("Full up.");

    [Fact]
    public void What_a_newer_version_refuses_is_shown_by_its_code()
    {
        RefusalTexts.Of(new Refusal(RefusalKind.Rule, "lineOnFire", Values: ["sales"])).ShouldBe("lineOnFire");
        RefusalTexts.Of(new Refusal(RefusalKind.Rule, "queueFull", Values: ["sales"])).ShouldBe("queueFull");
    }

    [Fact]
    public void Every_code_and_case_of_the_rules_has_a_sentence_and_no_other_has()
    {
        var (codes, cases) = (new HashSet<string>(), new HashSet<string>());
        foreach (var line in Directory.GetFiles(Rules(), "*.cs", SearchOption.AllDirectories)
                     .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).SelectMany(File.ReadLines))
        {
            var code = Code().Match(line);
            if (!code.Success)
                continue;
            codes.Add(code.Groups[1].Value);
            if (Case().Match(line) is { Success: true } its)
                cases.Add($"{code.Groups[1].Value}.{its.Groups[1].Value}");
        }
        codes.Add(Refusal.KeyReusedCode);
        RefusalTexts.All.Keys.Where(key => !key.Contains('.', StringComparison.Ordinal)).ShouldBe(codes, ignoreOrder: true);
        RefusalTexts.All.Keys.Where(key => key.Contains('.', StringComparison.Ordinal)).ShouldBe(cases, ignoreOrder: true);
    }

    [Fact]
    public void Refusals_that_say_the_same_are_equal()
    {
        var one = new Refusal(RefusalKind.Rule, "queueFull", Values: ["sales", "5"]);
        one.ShouldBe(new Refusal(RefusalKind.Rule, "queueFull", Values: ["sales", "5"]));
        one.ShouldNotBe(new Refusal(RefusalKind.Rule, "queueFull", Values: ["sales", "6"]));
        one.GetHashCode().ShouldBe(new Refusal(RefusalKind.Rule, "queueFull", Values: ["sales", "5"]).GetHashCode());
    }

    [GeneratedRegex("""(?:Refusals\.\w+|WrongState|new Refusal)\((?:contact, |RefusalKind\.\w+, )?"(\w+)""")]
    private static partial Regex Code();

    [GeneratedRegex("""Case = "(\w+)""")]
    private static partial Regex Case();

    private static string Rules([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../../../src/MyAgent.Engine"));
}
