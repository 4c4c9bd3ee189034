using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using MyAgent.Engine.Simulation;

namespace MyAgent.Engine.Simulation.Tests.Architecture;

/// <summary>The namespaces of the simulator form layers: a type depends only on types of its own namespace and of layers below.</summary>
[UnitTests]
public sealed class NamespaceLayersTests
{
    private const string Root = "MyAgent.Engine.Simulation";

    /// <summary>The layers, from top to bottom. The namespaces of one layer do not depend on each other.</summary>
    private static readonly string[][] Layers =
    [
        [Root],
        [Root + ".Workloads.Randomized", Root + ".Figures"],
        [Root + ".Workloads", Root + ".Faults", Root + ".Theory"],
        [Root + ".Runtime", Root + ".RandomNumbers"],
    ];

    private static readonly ArchUnitNET.Domain.Architecture Architecture = new ArchLoader().LoadAssembly(typeof(Simulator).Assembly).Build();

    [Fact]
    public void Every_namespace_has_its_layer() =>
        Architecture.Types.Where(IsOwn).Select(type => type.Namespace.FullName).Distinct().ShouldBe(Layers.SelectMany(layer => layer), ignoreOrder: true);

    [Fact]
    public void No_type_depends_on_a_layer_above_or_on_a_neighbour() =>
        Dependencies().Where(each => LayerOf(each.Origin) >= LayerOf(each.Target)).Select(each => $"{each.Origin.FullName} -> {each.Target.FullName}").Distinct()
            .ShouldBeEmpty();

    private static IEnumerable<(IType Origin, IType Target)> Dependencies() =>
        from origin in Architecture.Types.Where(IsOwn)
        from dependency in origin.Dependencies
        where IsOwn(dependency.Target) && dependency.Target.Namespace.FullName != origin.Namespace.FullName
        select (origin, dependency.Target);

    private static bool IsOwn(IType type) =>
        type.Namespace?.FullName is { } name && (name == Root || name.StartsWith(Root + ".", StringComparison.Ordinal));

    private static int LayerOf(IType type) => Array.FindIndex(Layers, layer => layer.Contains(type.Namespace.FullName));
}
