using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Cluster;

/// <summary><c>/v1/cluster</c>, <c>/v1/shards</c>, <c>/v1/entities</c>, <c>/v1/actors</c>: what is below the contact centre.
/// Supervisors look; admins have nodes leave.</summary>
internal static partial class OperatorRoutes
{
    private const int MaxDepth = 10;
    private const int DefaultDepth = 3;

    /// <summary>Adds the routes.</summary>
    public static void MapOperators(this RouteGroupBuilder v1)
    {
        var operators = v1.MapGroup("").WithTags("Operators");
        operators.MapGet("/cluster", (IEngineOperators engine) => TypedResults.Ok(engine.Cluster())).RequireAuthorization(AccessPolicy.Supervisors).WithName("getCluster")
            .WithSummary("Gets the nodes of the cluster, as the answering node sees them")
            .WithDescription("An engine in one process has mode solo and no members.");
        operators.MapPost("/cluster/leave", Leave).RequireAuthorization(AccessPolicy.Admins).WithName("leaveCluster")
            .WithSummary("Makes a node hand over its shards and leave")
            .WithDescription("The node's process ends when it has left. The answer comes before the node begins to leave, and shows the node. Has no effect on a node "
                + "that is leaving. 409 notClustered where the engine runs in one process.");
        operators.MapPost("/cluster/down", Down).RequireAuthorization(AccessPolicy.Admins).WithName("downNode")
            .WithSummary("Declares a node dead")
            .WithDescription("For a node that is unreachable and will not come back: the other nodes take over its agents and queues a few seconds later. A node that "
                + "is alive ends itself. The answer comes before that, and shows the node. 409 notClustered where the engine runs in one process.");
        operators.MapGet("/shards", async (HttpContext http, IEngineOperators engine) => TypedResults.Ok(await engine.ShardsAsync(http.RequestAborted)))
            .RequireAuthorization(AccessPolicy.Supervisors).WithName("listShards")
            .WithSummary("Lists the shards, the node of each, and the number of entities awake in it")
            .WithDescription("silent names the nodes that did not answer: their entities are missing. An engine in one process has no shards.");
        operators.MapGet("/entities/{persistenceId}", GetEntityAsync).RequireAuthorization(AccessPolicy.Supervisors).WithName("getEntity")
            .WithSummary("Gets where an agent, queue or caller lives, and its state")
            .WithDescription("The request does not wake the entity. state is what a snapshot would contain, once it is on disk; null where it has more than 256 KiB: "
                + "stateBytes has its size. trouble says why more is not known.");
        operators.MapGet("/actors", GetActorsAsync).RequireAuthorization(AccessPolicy.Supervisors).WithName("listActors")
            .WithSummary("Lists the actors of a node as a tree")
            .WithDescription("children counts all children of an actor; actors holds at most the first 100 of them, and no answer has more than 2000 in all.");
    }

    private static Accepted<ClusterMember> Leave(JsonBody<NodeBody> body, HttpContext http, IEngineOperators engine) =>
        Begin(body.Value, http, engine, engine.Leave);

    private static Accepted<ClusterMember> Down(JsonBody<NodeBody> body, HttpContext http, IEngineOperators engine) =>
        Begin(body.Value, http, engine, engine.Down);

    /// <summary>A node that is itself to leave answers first.</summary>
    private static Accepted<ClusterMember> Begin(NodeBody body, HttpContext http, IEngineOperators engine, Action<string> act)
    {
        _ = IdempotencyKey.Of(http);
        var (member, isSelf) = MemberOf(body.Node, engine);
        if (isSelf)
        {
            http.Response.OnCompleted(() =>
            {
                act(member.Node);
                return Task.CompletedTask;
            });
        }
        else
        {
            act(member.Node);
        }
        return TypedResults.Accepted((string?)null, member);
    }

    private static async Task<Ok<EntityView>> GetEntityAsync(
        [Description("agent-…, queue-…, caller-… or endpoint-…, as in the journal.")] string persistenceId, HttpContext http, IEngineOperators engine,
        [FromQuery, Description("Whether to include the state.")] bool state = true)
    {
        var entity = Input.Entity(persistenceId);
        return TypedResults.Ok(await engine.EntityAsync(entity, state, http.RequestAborted)
            ?? throw Problem.NotFound("unknownEntity", $"There is no {entity}.").AsException());
    }

    private static async Task<Ok<ActorsView>> GetActorsAsync(
        HttpContext http, IEngineOperators engine,
        [FromQuery, Range(1, MaxDepth), Description("The number of levels; 1 gives user and system only.")] int depth = DefaultDepth,
        [FromQuery, Description("The node's address; default: the answering node.")] string? node = null) =>
        TypedResults.Ok(await engine.ActorsAsync(node is null ? null : MemberOf(node, engine).Member.Node, depth, http.RequestAborted));

    /// <summary>The member that a text names, by its whole address or by host and port.</summary>
    private static (ClusterMember Member, bool IsSelf) MemberOf(string node, IEngineOperators engine)
    {
        if (!IsNode().IsMatch(node))
            throw Problem.BadInput("badNode", "node", "'node' is not the address of a node, such as 10.0.0.1:4053.").AsException();
        var cluster = engine.Cluster();
        if (cluster.Self is not { } self)
            throw NotClustered();
        var named = cluster.Members.FirstOrDefault(member => member.Node == node || member.Node.EndsWith("@" + node, StringComparison.OrdinalIgnoreCase))
            ?? throw Problem.NotFound("unknownNode", $"There is no node {node} in the cluster.").AsException();
        return (named, named.Node == self);
    }

    private static ProblemException NotClustered() =>
        new Problem(StatusCodes.Status409Conflict, "notClustered", "The engine runs in one process: there is no cluster.") { State = "solo" }.AsException();

    [GeneratedRegex(@"^(akka(\.ssl)?\.tcp://myagent@)?[A-Za-z0-9.:_\[\]-]{1,253}:[0-9]{1,5}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsNode();
}

/// <summary>A node of the cluster.</summary>
internal sealed record NodeBody
{
    /// <summary>The node's address: host and port, or the whole address as in getCluster.</summary>
    public required string Node { get; init; }
}
