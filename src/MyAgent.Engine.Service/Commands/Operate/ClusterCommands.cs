using System.CommandLine;
using System.Text.Json;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Options;

namespace MyAgent.Engine.Service.Commands.Operate;

/// <summary><c>myagent cluster show|leave|down</c>, <c>myagent shards</c> and <c>myagent actors</c>.</summary>
internal static class ClusterCommands
{
    private const int MaxDepth = 10;
    private const int DefaultDepth = 3;

    private static readonly Argument<string> Node = new("node") { Description = "The node's host and port, as 'cluster show' has them." };
    private static readonly Option<string?> OfNode = new("--node") { Description = "The node's host and port, as 'cluster show' has them; left out: the node that is asked." };
    private static readonly Option<long> Depth = IntegerOption.Option("--depth", "How many levels; 1 shows the two at the top.", DefaultDepth, 1, MaxDepth);

    /// <summary>Makes <c>cluster</c>.</summary>
    public static Command CreateFamily() => new("cluster", "Looks at the nodes of the cluster, and has one leave.")
    {
        ApiCommand.Create("show", "Shows the nodes, as the node that is asked sees them.", (call, client, cancel) =>
            ShowAsync<ClusterView>(call, client, "cluster", ClusterText.Write, cancel)),
        ApiCommand.Create("leave", "Has a node hand its shards over and leave; its process ends then.", (call, client, cancel) =>
            TellAsync(call, client, "cluster/leave", ClusterText.WriteLeaving, cancel), Node),
        ApiCommand.Create("down", "Declares a node dead that cannot be reached and will not come back.", (call, client, cancel) =>
            TellAsync(call, client, "cluster/down", ClusterText.WriteDown, cancel), Node),
    };

    /// <summary>Makes <c>shards</c>.</summary>
    public static Command CreateShards() => ApiCommand.Create(
        "shards", "Lists which shard lives on which node, and how many entities are awake in it.",
        (call, client, cancel) => ShowAsync<ShardsView>(call, client, "shards", ClusterText.Write, cancel));

    /// <summary>Makes <c>actors</c>.</summary>
    public static Command CreateActors() => ApiCommand.Create("actors", "Shows the actors of a node as a tree, and how many messages wait for each.", (call, client, cancel) =>
    {
        var node = call.GetValue(OfNode) is { } named ? $"&node={Uri.EscapeDataString(named)}" : "";
        return ShowAsync<ActorsView>(call, client, $"actors?depth={call.GetValue(Depth)}{node}", ActorText.Write, cancel);
    }, Depth, OfNode);

    private static async Task ShowAsync<T>(ParseResult call, ApiClient client, string path, Action<Terminal, T> write, CancellationToken cancel)
    {
        var terminal = Terminal.Of(call);
        if (call.GetValue(ApiCommand.Json))
            terminal.Json(await client.GetAsync<JsonElement>(path, cancel));
        else
            write(terminal, await client.GetAsync<T>(path, cancel));
    }

    private static async Task TellAsync(ParseResult call, ApiClient client, string path, Action<Terminal, ClusterMember> write, CancellationToken cancel)
    {
        var (terminal, body) = (Terminal.Of(call), new { node = call.GetValue(Node)! });
        if (call.GetValue(ApiCommand.Json))
            terminal.Json(await client.PostAsync<JsonElement>(path, body, cancel));
        else
            write(terminal, await client.PostAsync<ClusterMember>(path, body, cancel));
    }
}
