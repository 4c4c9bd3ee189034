namespace MyAgent.Engine.Asterisk.Tests.Architecture;

[UnitTests]
public sealed class TestKindsTests
{
    [Fact]
    public void Each_class_of_tests_has_exactly_one_kind()
    {
        TestKinds.ClassesOfTests(typeof(TestKindsTests).Assembly).ShouldNotBeEmpty();
        TestKinds.ClassesWithoutExactlyOneKind(typeof(TestKindsTests).Assembly).ShouldBeEmpty();
    }
}
