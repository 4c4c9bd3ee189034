using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using MyAgent.Engine.Service.Hosting;

namespace MyAgent.Engine.Service.Tests.Architecture;

/// <summary>The namespaces of the service form layers: a type depends only on types of its own namespace and of layers below.</summary>
[UnitTests]
public sealed class NamespaceLayersTests
{
    private const string Root = "MyAgent.Engine.Service.";

    /// <summary>The layers, from top to bottom. The namespaces of one layer do not depend on each other.</summary>
    private static readonly string[][] Layers =
    [
        ["Commands"],
        ["Commands.Serve", "Commands.Demo", "Commands.Operate", "Commands.Journal", "Commands.Replay", "Commands.Simulate"],
        ["Demo"],
        ["Commands.Verification", "Commands.Options"],
        ["Commands.Display", "Commands.Failures"],
        ["Client", "Hosting"],
        ["Pages", "Api.OpenApi"],
        ["Api.VoiceMessages", "Api.Events", "Api.Callbacks"],
        ["Api.Contacts", "Api.Queues", "Api.Agents", "Api.Callers", "Api.Reports", "Api.Tokens", "Api.Cluster", "Api.Health"],
        ["Api"],
        ["Security"],
        ["Telemetry"],
        ["Limits"],
        ["Problems"],
    ];

    /// <summary>What the scenario of the demonstration may use of the service: what any client of the API has, and the command line's tables.</summary>
    private static readonly string[] OpenToTheDemo =
        ["Demo", "Client", "Commands.Display", "Api", "Api.Agents", "Api.Contacts", "Api.Events", "Api.Queues", "Api.Tokens"];

    private static readonly ArchUnitNET.Domain.Architecture Service = new ArchLoader().LoadAssembly(typeof(EngineServer).Assembly).Build();

    [Fact]
    public void Every_namespace_has_its_layer() =>
        Service.Types.Where(IsOfTheService).Select(NameOf).Distinct().ShouldBe(Layers.SelectMany(layer => layer), ignoreOrder: true);

    [Fact]
    public void No_type_depends_on_a_layer_above_or_on_a_neighbour() =>
        Dependencies().Where(each => LayerOf(each.Origin) >= LayerOf(each.Target)).Select(Describe).Distinct().ShouldBeEmpty();

    [Fact]
    public void The_demo_uses_the_client_of_the_API_only() =>
        Dependencies().Where(each => NameOf(each.Origin) == "Demo" && !OpenToTheDemo.Contains(NameOf(each.Target))).Select(Describe).Distinct().ShouldBeEmpty();

    private static IEnumerable<(IType Origin, IType Target)> Dependencies() =>
        from origin in Service.Types.Where(IsOfTheService)
        from dependency in origin.Dependencies
        where IsOfTheService(dependency.Target) && NameOf(dependency.Target) != NameOf(origin)
        select (origin, dependency.Target);

    private static bool IsOfTheService(IType type) => type.Namespace?.FullName.StartsWith(Root, StringComparison.Ordinal) == true;

    private static string NameOf(IType type) => type.Namespace.FullName[Root.Length..];

    private static int LayerOf(IType type) => Array.FindIndex(Layers, layer => layer.Contains(NameOf(type)));

    private static string Describe((IType Origin, IType Target) each) => $"{each.Origin.FullName} -> {each.Target.FullName}";
}
