using MyAgent.Engine.Asterisk.Calls;

namespace MyAgent.Engine.Asterisk.Tests.Calls;

[UnitTests]
public sealed class TypedDigitsTests
{
    [Theory]
    [InlineData("1001#", "1001")]
    [InlineData("#", "")]
    [InlineData("*12#", "*12")]
    [InlineData("123456789012345678901234#", "12345678901234567890")]
    public void Hash_ends_what_is_typed(string pressed, string expected)
    {
        var typed = new TypedDigits();
        foreach (var digit in pressed[..^1])
            typed.Press(digit.ToString()).ShouldBeNull();
        typed.Press("#").ShouldBe(expected);
    }
}
