using Akka.Actor;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>Where an answer goes: the path of whoever waits for it, with the address of its node, as an envelope's <c>ReplyTo</c>.</summary>
internal static class ReplyPath
{
    /// <summary>The path of somebody who waits.</summary>
    public static string Of(IActorRef waiting, ActorSystem system) =>
        waiting.Path.ToSerializationFormatWithAddress(((ExtendedActorSystem)system).Provider.DefaultAddress);

    /// <summary>Who waits under a path.</summary>
    public static IActorRef Resolve(string path, ActorSystem system) => ((ExtendedActorSystem)system).Provider.ResolveActorRef(path);
}
