using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Tests.Architecture;

/// <summary>The namespaces of the engine and of its storage form layers: a type depends only on types of its own namespace and of layers below.</summary>
[UnitTests]
public sealed class NamespaceLayersTests
{
    /// <summary>The layers of the engine, from top to bottom; the empty name is the root namespace. The namespaces of one layer do not depend on each other.</summary>
    private static readonly string[][] EngineLayers =
    [
        ["Hosting"],
        ["Serialization"],
        ["Gateway", "Operators"],
        ["Cluster", "Solo"],
        ["Journal"],
        ["Entities"],
        ["Configuration", "Telemetry"],
        [""],
    ];

    private static readonly string[][] StorageLayers =
    [
        ["Postgres", "Sqlite"],
        ["Integrity", "Sql"],
        [""],
        ["Projections", "Schema"],
    ];

    [Fact]
    public void The_engine_depends_on_layers_below_only() => WrongDependencies(typeof(EngineOptions).Assembly, EngineLayers).ShouldBeEmpty();

    [Fact]
    public void Storage_depends_on_layers_below_only() => WrongDependencies(typeof(IEngineDatabase).Assembly, StorageLayers).ShouldBeEmpty();

    private static IEnumerable<NamespaceDependency> WrongDependencies(System.Reflection.Assembly assembly, string[][] layers)
    {
        var namespaces = new NamespaceLayers(assembly, assembly.GetName().Name!, layers, firstPartsOnly: true);
        namespaces.Namespaces.ShouldBe(layers.SelectMany(layer => layer), ignoreOrder: true);
        return namespaces.WrongDependencies();
    }
}
