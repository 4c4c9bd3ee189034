using Akka.Actor;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Sends answers in a cluster. The <c>ReplyTo</c> of an envelope is the path of the actor that waits, with the address of its
/// node.</summary>
/// <param name="system">The actor system.</param>
internal sealed class ReplyPath(ActorSystem system) : IAnswerRouter
{
    /// <summary>The path of an actor that waits for an answer.</summary>
    public static string Of(IActorRef waiting, ActorSystem system) =>
        waiting.Path.ToSerializationFormatWithAddress(((ExtendedActorSystem)system).Provider.DefaultAddress);

    /// <inheritdoc/>
    public void Answer(string replyTo, IAnswer answer) => Resolve(replyTo).Tell(answer, ActorRefs.NoSender);

    /// <inheritdoc/>
    public void Refuse(string replyTo, EngineUnavailable unavailable) => Resolve(replyTo).Tell(unavailable, ActorRefs.NoSender);

    private IActorRef Resolve(string path) => ((ExtendedActorSystem)system).Provider.ResolveActorRef(path);
}
