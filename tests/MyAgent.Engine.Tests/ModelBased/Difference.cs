namespace MyAgent.Engine.Tests.ModelBased;

/// <summary>Where the engine and the model differ.</summary>
/// <param name="What">How they differ.</param>
/// <param name="Steps">The shortest history found that still shows it.</param>
internal sealed record Difference(string What, IReadOnlyList<Step> Steps)
{
    /// <summary>Looks for a difference, and shortens the history that shows it.</summary>
    /// <returns>The difference; null where there is none.</returns>
    public static Difference? Find(List<Step> steps, CentreConfiguration configuration)
    {
        if (ModelComparison.Run(steps, configuration) is null)
            return null;
        var shortest = HistoryShrinker.Shrink(steps, history => ModelComparison.Run(history, configuration) is not null);
        return new Difference(ModelComparison.Run(shortest, configuration)!, shortest);
    }

    public override string ToString() => $"{What}\n{string.Join('\n', Steps.Select((step, number) => $"{number + 1}: {step}"))}";
}
