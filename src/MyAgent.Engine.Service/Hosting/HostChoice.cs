namespace MyAgent.Engine.Service.Hosting;

/// <summary>What runs the entities, as <c>--host</c> names it.</summary>
internal static class HostChoice
{
    /// <summary>Actors in this process, on a database that it has for itself.</summary>
    public const string Solo = "solo";

    /// <summary>A node of a cluster.</summary>
    public const string Cluster = "cluster";

    /// <summary>The deterministic scheduler in this process.</summary>
    public const string Embedded = "embedded";
}
