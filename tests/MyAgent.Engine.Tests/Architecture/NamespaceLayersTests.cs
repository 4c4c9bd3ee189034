using ArchUnitNET.Domain;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Tests.Architecture;

/// <summary>The namespaces of the rules form layers: a type depends only on types of its own namespace and of layers below. Aggregates speak to each other
/// by the protocol and do not know each other; only the catalogue and what is above it know every type.</summary>
[UnitTests]
public sealed class NamespaceLayersTests
{
    /// <summary>The layers, from top to bottom. The namespaces of one layer do not depend on each other.</summary>
    private static readonly string[][] Layers =
    [
        ["Laws"],
        ["Hosting", "Texts"],
        ["Catalogue"],
        ["Agents", "Queues", "Callers", "Connectors", "Endpoints"],
        ["Protocol"],
        ["Contacts"],
        ["Entities"],
        ["Primitives"],
    ];

    private static readonly NamespaceLayers Namespaces = new(typeof(IEntity).Assembly, "MyAgent.Engine", Layers, firstPartsOnly: true);

    [Fact]
    public void Every_namespace_has_its_layer() => Namespaces.Namespaces.ShouldBe(Layers.SelectMany(layer => layer), ignoreOrder: true);

    /// <summary>The generic parameters of generated serializers are mistaken for each other.</summary>
    [Fact]
    public void No_type_depends_on_a_layer_above_or_on_a_neighbour() =>
        Namespaces.WrongDependencies().Where(each => each.Target is not GenericParameter).ShouldBeEmpty();

    [Fact]
    public void A_dependency_that_points_upwards_is_found()
    {
        string[][] turned = [.. Layers.Reverse()];
        new NamespaceLayers(typeof(IEntity).Assembly, "MyAgent.Engine", turned, firstPartsOnly: true).WrongDependencies()
            .ShouldContain(each => each.OriginNamespace == "Queues" && each.TargetNamespace == "Contacts");
    }
}
