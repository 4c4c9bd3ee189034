using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Simulation;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Tests.Architecture;

/// <summary>Arrows point one way: from the service to simulator, projections and engine, from the simulator to projections,
/// from those to storage, and from there to the rules.</summary>
[UnitTests]
public sealed class ArrowsTests
{
    [Fact]
    public void The_rules_know_neither_host_nor_service() => ReferencedFrom(typeof(IEntity)).ShouldBeEmpty();

    [Fact]
    public void Storage_knows_the_rules_alone() => ReferencedFrom(typeof(IEngineDatabase)).ShouldBe(["MyAgent.Engine"]);

    [Fact]
    public void The_simulator_knows_projections_storage_and_the_rules() =>
        ReferencedFrom(typeof(Simulator)).ShouldBe(["MyAgent.Engine", "MyAgent.Engine.Projections", "MyAgent.Engine.Storage"], ignoreOrder: true);

    [Fact]
    public void Projections_know_storage_and_the_rules() =>
        ReferencedFrom(typeof(IProjection)).ShouldBeSubsetOf(["MyAgent.Engine", "MyAgent.Engine.Storage"]);

    [Fact]
    public void The_service_knows_the_projections_the_simulator_the_engine_and_the_rules() =>
        ReferencedFrom(typeof(Service.Hosting.EngineServer)).ShouldBe(
            [
                "MyAgent.Engine", "MyAgent.Engine.Asterisk", "MyAgent.Engine.Pbm", "MyAgent.Engine.Projections", "MyAgent.Engine.Simulation", "MyAgent.Engine.Storage",
                "MyAgent.Engine.Akka",
            ],
            ignoreOrder: true);

    [Fact]
    public void The_connector_to_Asterisk_knows_the_HTTP_API_alone() => ReferencedFrom(typeof(Asterisk.AsteriskConnector)).ShouldBeEmpty();

    [Fact]
    public void The_commands_for_pbm_know_the_rules_alone() => ReferencedFrom(typeof(Pbm.OperatorPalettes)).ShouldBe(["MyAgent.Engine"]);

    [Fact]
    public void The_engine_on_Akka_knows_storage_and_the_rules() =>
        ReferencedFrom(typeof(Akka.EngineOptions)).ShouldBe(["MyAgent.Engine", "MyAgent.Engine.Storage"], ignoreOrder: true);

    private static IEnumerable<string> ReferencedFrom(Type type) =>
        type.Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!)
            .Where(name => name.StartsWith("MyAgent", StringComparison.OrdinalIgnoreCase));
}
