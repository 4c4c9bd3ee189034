using Akka.Actor;
using Akka.Cluster;
using MyAgent.Engine.Akka.Cluster;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using ClusterExtension = Akka.Cluster.Cluster;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>Answers operators, by asking the nodes.</summary>
/// <param name="system">The actor system.</param>
/// <param name="journal">The journal, which has the events of every entity.</param>
/// <param name="mode">Solo or cluster.</param>
internal sealed class EngineOperators(ActorSystem system, IJournalReader journal, EngineMode mode) : IEngineOperators
{
    /// <summary>The maximum time until a node answers. It waits for an entity a little less long.</summary>
    private static readonly TimeSpan NodeTimeout = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public ClusterView Cluster()
    {
        if (mode == EngineMode.Solo)
            return ClusterView.Solo;
        var cluster = ClusterExtension.Get(system);
        var state = cluster.State;
        var oldest = state.Members.Where(member => member.HasRole(NodeSettings.Role) && member.Status is not (MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Down))
            .Order(Member.AgeOrdering).FirstOrDefault();
        return new ClusterView(mode, cluster.SelfAddress.ToString(), state.Leader?.ToString(), oldest?.Address.ToString(), [.. state.Members
            .OrderBy(member => member.Address.ToString(), StringComparer.Ordinal)
            .Select(member => new ClusterMember(
                member.Address.ToString(), [.. member.Roles.Order(StringComparer.Ordinal)], Enum.Parse<MemberState>(member.Status.ToString()),
                !state.Unreachable.Contains(member)))]);
    }

    /// <inheritdoc/>
    public void Leave(string node) => RequireCluster().Leave(Address.Parse(node));

    /// <inheritdoc/>
    public void Down(string node) => RequireCluster().Down(Address.Parse(node));

    /// <inheritdoc/>
    public async Task<ShardsView> ShardsAsync(CancellationToken cancel = default)
    {
        var (answers, silent) = await AskAllAsync<ShardsHere>(DescribeShards.Instance, cancel).ConfigureAwait(false);
        return new ShardsView(mode,
        [
            .. answers.SelectMany(here => here.Types).GroupBy(type => type.Type).OrderBy(type => type.Key)
                .Select(type => new ShardsOfType(type.Key, type.Sum(here => here.Entities), InOrder(type.SelectMany(here => here.Shards)))),
        ], silent);
    }

    /// <inheritdoc/>
    public async Task<EntityView?> EntityAsync(EntityAddress entity, bool withState, CancellationToken cancel = default)
    {
        if (!await HasEventsAsync(entity, cancel).ConfigureAwait(false))
            return null;
        var (answers, silent) = await AskAllAsync<IOperatorMessage>(new FindEntity(entity.PersistenceId, withState), cancel).ConfigureAwait(false);
        // While an entity moves, two nodes may have an actor of it: the one that stops does not answer with its state.
        if (answers.OfType<EntityHere>().OrderByDescending(here => here.View.Revision).FirstOrDefault() is { } found)
            return found.View;
        var asleep = EntityViews.Of(entity, awake: false) with { Silent = silent };
        return entity.Kind == EntityKind.Caller && silent.Count == 0
            ? await ReadAsync(asleep, entity, withState, cancel).ConfigureAwait(false)
            : asleep with { Trouble = silent.Count > 0 ? "Its actor is on none of the nodes that have answered." : "It is recovering, or moves to another node." };
    }

    /// <inheritdoc/>
    public async Task<ActorsView> ActorsAsync(string? node, int depth, CancellationToken cancel = default)
    {
        var here = mode == EngineMode.Solo ? null : ClusterExtension.Get(system).SelfAddress.ToString();
        var asked = node ?? here;
        return await AskAsync<ActorsHere>(asked, new DescribeActors(depth), cancel).ConfigureAwait(false) is { } answer
            ? new ActorsView(asked, answer.Actors)
            : throw new EngineUnavailableException($"{asked} did not answer within {NodeTimeout.TotalSeconds:0} s.");
    }

    private static IReadOnlyList<ShardView> InOrder(IEnumerable<ShardView> shards) =>
        [.. shards.OrderBy(shard => shard.Shard.Length).ThenBy(shard => shard.Shard, StringComparer.Ordinal).ThenBy(shard => shard.Node, StringComparer.Ordinal)];

    /// <summary>A caller who is not in use has no actor, and few events.</summary>
    private async Task<EntityView> ReadAsync(EntityView view, EntityAddress entity, bool withState, CancellationToken cancel)
    {
        var read = EntityFactory.Create(entity);
        await foreach (var record in journal.ReadAsync(0, entity, cancel).ConfigureAwait(false))
            read.Apply(record.Recorded);
        return view.With(EntityDescription.Of(read, snapshotRevision: 0, withState));
    }

    private async Task<bool> HasEventsAsync(EntityAddress entity, CancellationToken cancel)
    {
        await foreach (var _ in journal.ReadAsync(0, entity, cancel).ConfigureAwait(false))
            return true;
        return false;
    }

    private async Task<(IReadOnlyList<TAnswer> Answers, IReadOnlyList<string> Silent)> AskAllAsync<TAnswer>(IOperatorMessage question, CancellationToken cancel)
        where TAnswer : class
    {
        if (mode == EngineMode.Solo)
            return await AskAsync<TAnswer>(node: null, question, cancel).ConfigureAwait(false) is { } answer ? ([answer], []) : ([], []);
        var members = Cluster().Members.Where(member => member.Roles.Contains(NodeSettings.Role) && member.Status is not (MemberState.Down or MemberState.Removed)).ToList();
        var answers = await Task.WhenAll(members.Select(async member =>
            (member.Node, Answer: member.Reachable ? await AskAsync<TAnswer>(member.Node, question, cancel).ConfigureAwait(false) : null))).ConfigureAwait(false);
        return ([.. answers.Select(each => each.Answer).OfType<TAnswer>()], [.. answers.Where(each => each.Answer is null).Select(each => each.Node)]);
    }

    /// <summary>Null if the node does not answer in time, or with another type.</summary>
    private async Task<TAnswer?> AskAsync<TAnswer>(string? node, IOperatorMessage question, CancellationToken cancel)
        where TAnswer : class
    {
        try
        {
            return await system.ActorSelection($"{node}/user/{NodeOperator.Name}").Ask<object>(question, NodeTimeout, cancel).ConfigureAwait(false) as TAnswer;
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    private ClusterExtension RequireCluster() =>
        mode == EngineMode.Cluster ? ClusterExtension.Get(system) : throw new InvalidOperationException("The engine runs in one process: it is no cluster.");
}
