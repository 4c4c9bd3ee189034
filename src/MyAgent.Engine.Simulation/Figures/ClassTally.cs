namespace MyAgent.Engine.Simulation.Figures;

/// <summary>Counts the contacts of one class.</summary>
internal sealed class ClassTally
{
    private long _contacts;

    /// <summary>The wait of those that were answered, in seconds.</summary>
    public BatchedRatio Wait { get; } = new();

    /// <summary>One was answered.</summary>
    public void Answered(int batch, double waitSeconds)
    {
        _contacts++;
        Wait.Add(batch, waitSeconds);
    }

    /// <summary>One was abandoned.</summary>
    public void Abandoned() => _contacts++;

    /// <summary>The figures.</summary>
    public ClassFigures Figures() => new(_contacts, Wait.Estimate().Value);
}

/// <summary>The figures of one class of contacts.</summary>
/// <param name="Contacts">How many there were.</param>
/// <param name="MeanWaitSeconds">The mean wait of those that were not abandoned, in seconds; null where there were none.</param>
internal sealed record ClassFigures(long Contacts, double? MeanWaitSeconds);
