using MyAgent.Engine.Asterisk.Calls;

namespace MyAgent.Engine.Asterisk.Tests.Calls;

[UnitTests]
public sealed class HangUpCausesTests
{
    [Theory]
    [InlineData(17, "busy", "busy")]
    [InlineData(18, "noAnswer", "noAnswer")]
    [InlineData(19, "noAnswer", "noAnswer")]
    [InlineData(21, "declined", "busy")]
    [InlineData(1, "unreachable", "wrongNumber")]
    [InlineData(28, "unreachable", "wrongNumber")]
    [InlineData(58, "unreachable", "unreachable")]
    [InlineData(0, "unreachable", "unreachable")]
    [Rule("33b", "37")]
    public void The_cause_of_a_hang_up_says_why_a_telephone_was_not_answered(int cause, string reason, string attempt)
    {
        HangUpCauses.ReasonOf(cause).ShouldBe(reason);
        HangUpCauses.AttemptOf(cause).ShouldBe(attempt);
    }
}
