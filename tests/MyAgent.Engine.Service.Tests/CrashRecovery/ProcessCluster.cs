namespace MyAgent.Engine.Service.Tests.CrashRecovery;

/// <summary>Three nodes, each a process of its own.</summary>
internal sealed class ProcessCluster : IDisposable
{
    public ProcessCluster(string connection, SeparateNetworks? networks = null)
    {
        (string Host, int Port)[] places =
            [.. Enumerable.Range(0, 3).Select(number => (networks?.Address(number) ?? "127.0.0.1", Ports.Take()))];
        string[] seeds = [.. places.Take(2).Select(place => $"{place.Host}:{place.Port}")];
        Nodes = [.. places.Select((place, number) => new EngineProcess(connection, new ClusterPlace(place.Port, seeds, place.Host, networks?.Namespace(number))))];
    }

    public IReadOnlyList<EngineProcess> Nodes { get; }

    /// <summary>Starts the first, which begins the cluster, and then the others.</summary>
    public async Task StartAsync()
    {
        await Nodes[0].StartAsync();
        await Task.WhenAll(Nodes.Skip(1).Select(node => node.StartAsync()));
    }

    public void Dispose()
    {
        foreach (var node in Nodes)
            node.Dispose();
    }
}
