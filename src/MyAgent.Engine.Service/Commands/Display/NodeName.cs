namespace MyAgent.Engine.Service.Commands.Display;

/// <summary>Nodes of the cluster as people name them.</summary>
internal static class NodeName
{
    /// <summary>Host and port of a node's address.</summary>
    public static string Of(string node) => node[(node.IndexOf('@', StringComparison.Ordinal) + 1)..];
}
