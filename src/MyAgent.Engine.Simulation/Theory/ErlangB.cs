namespace MyAgent.Engine.Simulation.Theory;

/// <summary>Erlang's first formula: callers who find every agent busy are lost.</summary>
internal static class ErlangB
{
    /// <summary>The probability that a caller finds every agent busy.</summary>
    /// <param name="load">The offered load, in erlangs: arrivals in one handle time.</param>
    /// <param name="agents">How many agents there are.</param>
    public static double Blocking(double load, int agents)
    {
        var blocking = 1.0;
        for (var agent = 1; agent <= agents; agent++)
            blocking = load * blocking / (agent + (load * blocking));
        return blocking;
    }
}
