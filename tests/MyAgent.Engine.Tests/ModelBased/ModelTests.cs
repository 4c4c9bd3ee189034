namespace MyAgent.Engine.Tests.ModelBased;

/// <summary>Runs random histories on the engine and on a model that is simple enough to be evidently correct.</summary>
[ChaosTests]
public sealed class ModelTests
{
    private const int Length = 250;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_engine_behaves_like_the_model(int seed)
    {
        if (Difference.Find(RandomHistory.Generate(seed, Length), CentreConfiguration.Default) is { } difference)
            Assert.Fail($"Seed {seed}, {difference}");
    }
}
