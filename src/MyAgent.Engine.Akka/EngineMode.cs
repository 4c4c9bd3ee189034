namespace MyAgent.Engine.Akka;

/// <summary>Whether the engine runs in one process or as a node of a cluster.</summary>
public enum EngineMode
{
    /// <summary>In this process only, on a database that the process claims for itself. It opens no port.</summary>
    Solo,

    /// <summary>As one node of an Akka.NET cluster, on a database that the nodes share.</summary>
    Cluster,
}
