namespace MyAgent.Engine.Simulation.Tests.Architecture;

/// <summary>The namespaces of the simulator form layers: a type depends only on types of its own namespace and of layers below.</summary>
[UnitTests]
public sealed class NamespaceLayersTests
{
    /// <summary>The layers, from top to bottom; the empty name is the root namespace. The namespaces of one layer do not depend on each other.</summary>
    private static readonly string[][] Layers =
    [
        ["Staffing"],
        [""],
        ["Workloads.Randomized", "Figures"],
        ["Workloads", "Faults", "Theory"],
        ["Runtime", "RandomNumbers"],
    ];

    private static readonly NamespaceLayers Namespaces = new(typeof(Simulator).Assembly, "MyAgent.Engine.Simulation", Layers);

    [Fact]
    public void Every_namespace_has_its_layer() => Namespaces.Namespaces.ShouldBe(Layers.SelectMany(layer => layer), ignoreOrder: true);

    [Fact]
    public void No_type_depends_on_a_layer_above_or_on_a_neighbour() => Namespaces.WrongDependencies().ShouldBeEmpty();
}
