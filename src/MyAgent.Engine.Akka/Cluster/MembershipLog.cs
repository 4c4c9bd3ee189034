using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;
using ClusterExtension = Akka.Cluster.Cluster;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Logs which nodes join and leave the cluster, as this node sees it.</summary>
internal sealed partial class MembershipLog : ReceiveActor
{
    private readonly ILogger _log;

    public MembershipLog(ILogger log)
    {
        _log = log;
        Receive<ClusterEvent.MemberUp>(up => Up(up.Member.Address));
        Receive<ClusterEvent.MemberLeft>(left => Leaving(left.Member.Address));
        Receive<ClusterEvent.MemberDowned>(downed => Downed(downed.Member.Address));
        Receive<ClusterEvent.MemberRemoved>(removed => Removed(removed.Member.Address, removed.PreviousStatus));
        Receive<ClusterEvent.UnreachableMember>(lost => Unreachable(lost.Member.Address));
        Receive<ClusterEvent.ReachableMember>(back => Reachable(back.Member.Address));
        Receive<ClusterEvent.IMemberEvent>(_ => { });
    }

    /// <inheritdoc/>
    protected override void PreStart() => ClusterExtension.Get(Context.System).Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));

    /// <inheritdoc/>
    protected override void PostStop() => ClusterExtension.Get(Context.System).Unsubscribe(Self);

    [LoggerMessage(Level = LogLevel.Information, Message = "Node {Node} is up.")]
    private partial void Up(Address node);

    [LoggerMessage(Level = LogLevel.Information, Message = "Node {Node} is leaving the cluster.")]
    private partial void Leaving(Address node);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Node {Node} is down: the cluster goes on without it.")]
    private partial void Downed(Address node);

    [LoggerMessage(Level = LogLevel.Information, Message = "Node {Node} has been removed from the cluster; it was {Status} before.")]
    private partial void Removed(Address node, MemberStatus status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Node {Node} is unreachable.")]
    private partial void Unreachable(Address node);

    [LoggerMessage(Level = LogLevel.Information, Message = "Node {Node} is reachable again.")]
    private partial void Reachable(Address node);
}
