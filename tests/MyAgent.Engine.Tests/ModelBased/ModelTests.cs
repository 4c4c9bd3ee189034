namespace MyAgent.Engine.Tests.ModelBased;

/// <summary>Whatever is done, the engine does what a model does that is too plain to be wrong.</summary>
[ChaosTests]
public sealed class ModelTests
{
    private const int Length = 250;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_engine_does_what_the_model_does(int seed)
    {
        if (Difference.Find(RandomHistory.Generate(seed, Length), CentreConfiguration.Default) is { } difference)
            Assert.Fail($"Seed {seed}, {difference}");
    }
}
