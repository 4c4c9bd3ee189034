namespace MyAgent.Engine.Laws;

/// <summary>The tolerances with which a journal is checked.</summary>
internal sealed record LawOptions
{
    /// <summary>The maximum time for which a message between two entities may be under way, in journal time; default 5 seconds. For the journal of a cluster
    /// that lost a machine: at least as long as the entities took to come up elsewhere.</summary>
    public TimeSpan TravelTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an offer that was open when the engine stopped lives after it is ready again (rule 33c); default 5 seconds.</summary>
    public TimeSpan RecoveryGrace { get; init; } = Entities.RecoveryGrace.Default;
}
