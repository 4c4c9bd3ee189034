namespace MyAgent.Engine.Simulation.Figures;

/// <summary>The average over time of a number that goes up and down.</summary>
/// <param name="from">When the time begins.</param>
/// <param name="until">When it ends.</param>
internal sealed class TimeAverage(DateTimeOffset from, DateTimeOffset until)
{
    private readonly double _seconds = (until - from).TotalSeconds;
    private readonly DateTimeOffset _until = until;
    private DateTimeOffset _since = from;
    private double _numberSeconds;
    private long _number;

    /// <summary>Changes the number.</summary>
    public void Add(int by, DateTimeOffset at)
    {
        PassTo(at);
        _number += by;
    }

    /// <summary>The average.</summary>
    public double Value()
    {
        PassTo(_until);
        return _numberSeconds / _seconds;
    }

    private void PassTo(DateTimeOffset at)
    {
        var reached = at < _until ? at : _until;
        if (reached <= _since)
            return;
        _numberSeconds += _number * (reached - _since).TotalSeconds;
        _since = reached;
    }
}
