using MyAgent.Engine.Service.Hosting;

namespace MyAgent.Engine.Service.Tests.Architecture;

/// <summary>The namespaces of the service form layers: a type depends only on types of its own namespace and of layers below.</summary>
[UnitTests]
public sealed class NamespaceLayersTests
{
    /// <summary>The layers, from top to bottom. The namespaces of one layer do not depend on each other.</summary>
    private static readonly string[][] Layers =
    [
        ["Commands"],
        ["Commands.Serve", "Commands.Demo", "Commands.Operate", "Commands.Journal", "Commands.Replay", "Commands.Staff"],
        ["Commands.Simulate", "Commands.Telephony"],
        ["Demo"],
        ["Commands.Verification", "Commands.Options"],
        ["Commands.Display", "Commands.Failures"],
        ["Client", "Hosting"],
        ["Pages", "Api.OpenApi"],
        ["Api.VoiceMessages", "Api.Events", "Api.Callbacks", "Api.Connectors", "Api.Endpoints", "Api.Configuration"],
        ["Api.Agents"],
        ["Api.Contacts", "Api.Queues", "Api.Callers", "Api.Reports", "Api.Tokens", "Api.Cluster", "Api.Health"],
        ["Api"],
        ["Security"],
        ["Telemetry"],
        ["Limits"],
        ["Problems"],
    ];

    /// <summary>What the scenario of the demonstration may use of the service: what any client of the API has, and the command line's tables.</summary>
    private static readonly string[] OpenToTheDemo =
        ["Demo", "Client", "Commands.Display", "Api", "Api.Agents", "Api.Contacts", "Api.Events", "Api.Queues", "Api.Tokens"];

    private static readonly NamespaceLayers Namespaces = new(typeof(EngineServer).Assembly, "MyAgent.Engine.Service", Layers);

    [Fact]
    public void Every_namespace_has_its_layer() => Namespaces.Namespaces.ShouldBe(Layers.SelectMany(layer => layer), ignoreOrder: true);

    [Fact]
    public void No_type_depends_on_a_layer_above_or_on_a_neighbour() => Namespaces.WrongDependencies().ShouldBeEmpty();

    [Fact]
    public void The_demo_uses_the_client_of_the_API_only() =>
        Namespaces.Dependencies().Where(each => each.OriginNamespace == "Demo" && !OpenToTheDemo.Contains(each.TargetNamespace)).ShouldBeEmpty();
}
