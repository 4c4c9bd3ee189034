using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Tests.Architecture;

/// <summary>The namespaces of the rules form layers: a type depends only on types of its own namespace and of layers below. Aggregates speak to each other
/// by the protocol and do not know each other; only the catalogue and what is above it know every type.</summary>
[UnitTests]
public sealed class NamespaceLayersTests
{
    private const string Root = "MyAgent.Engine.";

    /// <summary>The layers, from top to bottom. The namespaces of one layer do not depend on each other.</summary>
    private static readonly string[][] Layers =
    [
        ["Laws"],
        ["Hosting", "Texts"],
        ["Catalogue"],
        ["Agents", "Queues", "Callers"],
        ["Protocol"],
        ["Contacts"],
        ["Entities"],
        ["Primitives"],
    ];

    private static readonly ArchUnitNET.Domain.Architecture Rules = new ArchLoader().LoadAssembly(typeof(IEntity).Assembly).Build();

    [Fact]
    public void Every_namespace_has_its_layer() =>
        Rules.Types.Where(IsOfTheRules).Select(NameOf).Distinct().ShouldBe(Layers.SelectMany(layer => layer), ignoreOrder: true);

    [Fact]
    public void No_type_depends_on_a_layer_above_or_on_a_neighbour() =>
        Dependencies().Where(each => LayerOf(each.Origin) >= LayerOf(each.Target)).Select(Describe).Distinct().ShouldBeEmpty();

    private static IEnumerable<(IType Origin, IType Target)> Dependencies() =>
        from origin in Rules.Types.Where(IsOfTheRules)
        from dependency in origin.Dependencies
        where dependency.Target is not GenericParameter // Those of generated serializers are mistaken for each other.
        where IsOfTheRules(dependency.Target) && NameOf(dependency.Target) != NameOf(origin)
        select (origin, dependency.Target);

    private static bool IsOfTheRules(IType type) => type.Namespace.FullName.StartsWith(Root, StringComparison.Ordinal);

    /// <summary>The first part of the namespace below the root: the folder.</summary>
    private static string NameOf(IType type) => type.Namespace.FullName[Root.Length..].Split('.')[0];

    private static int LayerOf(IType type) => Array.FindIndex(Layers, layer => layer.Contains(NameOf(type)));

    private static string Describe((IType Origin, IType Target) each) => $"{each.Origin.FullName} -> {each.Target.FullName}";
}
