namespace MyAgent.Engine.Entities;

/// <summary>When an entity next acts without a message.</summary>
internal static class Deadlines
{
    /// <summary>How long a message to another entity waits for its answer before it is sent again.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);

    /// <summary>The earliest of several deadlines; null where there is none.</summary>
    public static DateTimeOffset? Earliest(params ReadOnlySpan<DateTimeOffset?> deadlines)
    {
        DateTimeOffset? earliest = null;
        foreach (var deadline in deadlines)
        {
            if (earliest is null || deadline < earliest)
                earliest = deadline ?? earliest;
        }
        return earliest;
    }

    /// <summary>The latest of several instants; null where there is none.</summary>
    public static DateTimeOffset? Latest(params ReadOnlySpan<DateTimeOffset?> instants)
    {
        DateTimeOffset? latest = null;
        foreach (var instant in instants)
        {
            if (latest is null || instant > latest)
                latest = instant ?? latest;
        }
        return latest;
    }
}
