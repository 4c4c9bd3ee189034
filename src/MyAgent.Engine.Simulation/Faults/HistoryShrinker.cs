namespace MyAgent.Engine.Simulation.Faults;

/// <summary>Shrinks the callers of a failing run to those that are needed for the failure.</summary>
/// <param name="leadsToIt">Runs with fewer callers, given by number, and returns whether the run still fails.</param>
/// <param name="maxTries">The maximum number of tries.</param>
internal sealed class HistoryShrinker(Func<IReadOnlySet<long>, bool> leadsToIt, int maxTries)
{
    private int _tries;

    /// <summary>Finds a short plan among the first so many callers, the last of whom came just before it happened.</summary>
    /// <returns>The numbers of those who call.</returns>
    public IReadOnlyList<long> Of(long called)
    {
        var kept = LastFew(called);
        for (var size = (kept.Count + 1) / 2; size >= 1; size = size == 1 ? 0 : (size + 1) / 2)
            kept = WithoutParts(kept, size);
        return kept;
    }

    /// <summary>Tries only the last caller, then the last two, four and so on, which finds most failures quickly.</summary>
    private List<long> LastFew(long called)
    {
        for (var count = 1L; count < called; count *= 2)
        {
            var last = Numbers(called - count + 1, called);
            if (Try(last))
                return last;
        }
        return Numbers(1, called);
    }

    private List<long> WithoutParts(List<long> numbers, int size)
    {
        for (var start = 0; start < numbers.Count;)
        {
            var fewer = numbers.Where((_, index) => index < start || index >= start + size).ToList();
            if (Try(fewer))
                numbers = fewer;
            else
                start += size;
        }
        return numbers;
    }

    private bool Try(List<long> numbers) => _tries++ < maxTries && leadsToIt(numbers.ToHashSet());

    private static List<long> Numbers(long from, long to)
    {
        var numbers = new List<long>();
        for (var number = from; number <= to; number++)
            numbers.Add(number);
        return numbers;
    }
}
