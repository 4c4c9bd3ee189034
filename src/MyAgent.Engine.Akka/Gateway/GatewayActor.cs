using Akka.Actor;
using Akka.Event;
using MyAgent.Engine.Akka.Cluster;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Gateway;

/// <summary><c>/user/engine</c>: receives commands and queries of other services over remoting. The entity itself answers the sender, once
/// the events are on disk. Any other message is refused and changes nothing.</summary>
internal sealed class GatewayActor : ReceiveActor
{
    /// <summary>The actor's name.</summary>
    public const string Name = "engine";

    public GatewayActor(ShardRegions regions)
    {
        var log = Context.GetLogger();
        Receive<EngineRequest>(request =>
        {
            if (request.Message is ICommand or IQuery)
                regions.Of(request.To.Kind).Tell(
                    new Envelope(request.To, request.Message, new Cause(request.By, request.CommandId), ReplyPath.Of(Sender, Context.System), request.TraceParent), Sender);
            else
                Sender.Tell(Refusal.Invalid("notACommand", $"{Manifests.Of(request.Message.GetType())} is neither a command nor a query."));
        });
        ReceiveAny(unknown =>
        {
            log.Warning("{0} sent a {1}, which is not a request.", Sender, unknown.GetType());
            Sender.Tell(Refusal.Invalid("unknownMessage", $"{unknown.GetType().Name} is not understood here: send an EngineRequest."));
        });
    }
}
