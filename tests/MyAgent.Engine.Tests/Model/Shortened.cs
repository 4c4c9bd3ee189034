namespace MyAgent.Engine.Tests.Model;

/// <summary>Leaves out of a history whatever is not needed for it to fail: halves first, then ever smaller pieces.</summary>
internal static class Shortened
{
    public static List<Step> From(List<Step> steps, Func<List<Step>, bool> fails)
    {
        for (var length = steps.Count / 2; length > 0; length /= 2)
        {
            for (var start = 0; start < steps.Count;)
            {
                List<Step> without = [.. steps.Take(start), .. steps.Skip(start + length)];
                if (fails(without))
                    steps = without;
                else
                    start += length;
            }
        }
        return steps;
    }
}
