namespace MyAgent.Engine.Simulation.Figures;

/// <summary>Counts the contacts of one class.</summary>
internal sealed class ClassTally
{
    private double _waitSeconds;
    private long _answered;
    private long _contacts;

    /// <summary>One was answered.</summary>
    public void Answered(double waitSeconds)
    {
        _contacts++;
        _answered++;
        _waitSeconds += waitSeconds;
    }

    /// <summary>One was abandoned.</summary>
    public void Abandoned() => _contacts++;

    /// <summary>The figures.</summary>
    public ClassFigures Figures() => new(_contacts, _answered == 0 ? null : _waitSeconds / _answered);
}

/// <summary>The figures of one class of contacts.</summary>
/// <param name="Contacts">How many there were.</param>
/// <param name="MeanWaitSeconds">The mean wait of those that were not abandoned, in seconds; null where there were none.</param>
public sealed record ClassFigures(long Contacts, double? MeanWaitSeconds);
