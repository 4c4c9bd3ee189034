using MyAgent.Engine.Service.Commands.Replay;

namespace MyAgent.Engine.Service.Tests.Commands;

[UnitTests]
public sealed class CsvLineTests
{
    public static TheoryData<string, string[]> Lines => new()
    {
        { "", [""] },
        { "a,b,c", ["a", "b", "c"] },
        { ",", ["", ""] },
        { "a, b ", ["a", " b "] },
        { "\"a,b\",c", ["a,b", "c"] },
        { "\"say \"\"hello\"\"\",x", ["say \"hello\"", "x"] },
        { "\"\",\"\"\"\"", ["", "\""] },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_has_cells(string line, string[] cells) => CsvLine.Split(line).ShouldBe(cells);

    [Theory]
    [InlineData("\"a,b")]
    [InlineData("a,\"b\"\"")]
    [InlineData("\"")]
    public void A_quotation_mark_that_is_not_closed_makes_the_line_invalid(string line) => CsvLine.Split(line).ShouldBeNull();
}
