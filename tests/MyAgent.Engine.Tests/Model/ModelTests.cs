namespace MyAgent.Engine.Tests.Model;

/// <summary>Whatever is done, the engine does what a model does that is too plain to be wrong.</summary>
public sealed class ModelTests
{
    private const int Length = 250;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_engine_does_what_the_model_does(int seed)
    {
        var steps = History.Of(seed, Length);
        if (Comparison.Run(steps) is null)
            return;
        var shortest = Shortened.From(steps, history => Comparison.Run(history) is not null);
        Assert.Fail($"{Comparison.Run(shortest)}\n{string.Join('\n', shortest.Select((step, number) => $"{number + 1}: {step}"))}");
    }

    [Fact]
    public void A_history_is_shortened_to_what_is_needed() =>
        Shortened.From([.. Enumerable.Range(0, 100).Select(number => new Step(number, Verb.LogIn, "ana"))], steps =>
            steps.Any(step => step.After == 17) && steps.Any(step => step.After == 80)).Count.ShouldBe(2);
}
