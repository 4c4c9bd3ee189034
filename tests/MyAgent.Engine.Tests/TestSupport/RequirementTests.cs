namespace MyAgent.Engine.Tests.TestSupport;

/// <summary>Where tests are left out and where not.</summary>
[UnitTests]
public sealed class RequirementTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void The_environment_says_whether_this_is_CI(string? value, bool ci) => Requirement.IsCi(value).ShouldBe(ci);

    [Fact]
    public void A_test_that_has_what_it_needs_is_never_skipped() => Requirement.Skip(isMet: true, "nothing").ShouldBeNull();

    [Fact]
    public void A_test_that_lacks_something_is_skipped_only_outside_CI() =>
        Requirement.Skip(isMet: false, "No server.").ShouldBe(Requirement.InCi ? null : "No server.");
}
