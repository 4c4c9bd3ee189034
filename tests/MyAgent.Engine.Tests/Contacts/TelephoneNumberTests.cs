using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Tests.Contacts;

[UnitTests]
public sealed class TelephoneNumberTests
{
    [Theory]
    [Rule("20")]
    [InlineData("+33123456789", "+33123456789")]
    [InlineData("0033123456789", "+33123456789")]
    [InlineData(" (01) 23-45.67/89 ", "0123456789")]
    [InlineData("00 33 1", "+331")]
    [InlineData("112", "112")]
    [InlineData("123456789012345", "123456789012345")]
    [InlineData("+123456789012345", "+123456789012345")]
    public void A_plausible_number_is_normalized_to_plus_and_digits(string text, string number) => TelephoneNumber.TryNormalize(text).ShouldBe(number);

    [Theory]
    [Rule("20")]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("12")]
    [InlineData("0012")]
    [InlineData("1234567890123456")]
    [InlineData("+1234567890123456")]
    [InlineData("1+234")]
    [InlineData("++1234")]
    [InlineData("12a4")]
    [InlineData("١٢٣٤")]
    [InlineData("123;ext=4")]
    public void Other_text_is_no_number(string text) => TelephoneNumber.TryNormalize(text).ShouldBeNull();

    [Theory]
    [Rule("20")]
    [InlineData("+33123456789")]
    [InlineData("0123456789")]
    public void A_normalized_number_stays_as_it_is(string number) => TelephoneNumber.TryNormalize(number).ShouldBe(number);
}
