namespace MyAgent.Engine.Projections.Reports;

/// <summary>One tally a minute, for the minutes in which something happened.</summary>
/// <typeparam name="TTally">What is counted.</typeparam>
internal sealed class MinuteSeries<TTally>
    where TTally : class, new()
{
    private readonly List<(long Minute, TTally Tally)> _minutes = [];

    /// <summary>The tally of an instant's minute. Nearly always that is the newest one.</summary>
    public TTally At(DateTimeOffset at)
    {
        var minute = ReportPeriod.MinuteOf(at);
        var index = FirstFrom(minute);
        if (index == _minutes.Count || _minutes[index].Minute != minute)
            _minutes.Insert(index, (minute, new TTally()));
        return _minutes[index].Tally;
    }

    /// <summary>The minutes of a period.</summary>
    public IEnumerable<(long Minute, TTally Tally)> Within(ReportPeriod period)
    {
        for (var index = FirstFrom(period.FirstMinute); index < _minutes.Count && _minutes[index].Minute < period.EndMinute; index++)
            yield return _minutes[index];
    }

    private int FirstFrom(long minute)
    {
        if (_minutes.Count == 0 || _minutes[^1].Minute < minute)
            return _minutes.Count;
        int low = 0, high = _minutes.Count - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_minutes[middle].Minute < minute)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
