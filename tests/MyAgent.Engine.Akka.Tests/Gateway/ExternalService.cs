using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Serialization;
using MyAgent.Engine.Akka.Gateway;
using MyAgent.Engine.Akka.Serialization;

namespace MyAgent.Engine.Akka.Tests.Gateway;

/// <summary>Another service's actor system: it has remoting and is no member of the cluster.</summary>
internal static class ExternalService
{
    /// <summary>Starts one on a port that is free.</summary>
    /// <param name="more">Configuration that overrides the rest.</param>
    /// <param name="serialization">How it writes messages; by default as the engine does.</param>
    public static ActorSystem Start(string more = "", SerializationSetup? serialization = null) => ActorSystem.Create("crm", ActorSystemSetup.Create(
        BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(more).WithFallback(ConfigurationFactory.ParseString("""
            akka {
              loglevel = OFF
              stdout-loglevel = OFF
              log-serializer-override-on-start = off
              actor.provider = remote
              remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
            }
            """))),
        serialization ?? EngineSerialization.Setup));

    /// <summary>A client that waits two seconds for each node, and begins with the first.</summary>
    public static EngineClient Client(this ActorSystem system, params string[] nodes) =>
        new(system, new EngineClientOptions { Nodes = nodes, By = "crm", Timeout = TimeSpan.FromSeconds(2), Attempts = 10 });

    /// <summary>Where others reach a system.</summary>
    public static string AddressOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress.ToString();
}
