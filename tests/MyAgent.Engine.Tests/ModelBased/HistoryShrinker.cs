namespace MyAgent.Engine.Tests.ModelBased;

/// <summary>Removes the steps that a failing history does not need: halves first, then smaller pieces, until no single step can be removed.
/// The time that a step took may be needed where the step is not: it then goes to the one that follows.</summary>
internal static class HistoryShrinker
{
    public static List<Step> Shrink(List<Step> steps, Func<List<Step>, bool> fails)
    {
        for (var length = steps.Count; length > 0;)
        {
            var before = steps.Count;
            for (var start = 0; start < steps.Count;)
            {
                if (Without(steps, start, length).FirstOrDefault(fails) is { } shorter)
                    steps = shorter;
                else
                    start += length;
            }
            if (length > 1 || steps.Count == before)
                length /= 2;
        }
        return steps;
    }

    private static IEnumerable<List<Step>> Without(List<Step> steps, int start, int length)
    {
        List<Step> after = [.. steps.Skip(start + length)];
        yield return [.. steps.Take(start), .. after];
        if (after.Count > 0)
            yield return [.. steps.Take(start), after[0] with { After = after[0].After + steps.Skip(start).Take(length).Sum(step => step.After) }, .. after.Skip(1)];
    }
}
