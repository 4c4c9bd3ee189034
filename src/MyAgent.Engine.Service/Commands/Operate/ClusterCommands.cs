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

    private static readonly Argument<string> Node = new("node") { Description = "The node's host and port, as 'cluster show' prints them." };
    private static readonly Option<string?> OfNode = new("--node")
    {
        Description = "The node's host and port, as 'cluster show' prints them. Default: the node at the engine's address.",
    };

    private static readonly Option<long> Depth = IntegerOption.Option("--depth", "The number of levels; 1 shows the two at the top.", DefaultDepth, 1, MaxDepth);

    /// <summary>Makes <c>cluster</c>.</summary>
    public static Command CreateFamily() => new("cluster", "Shows the nodes of the cluster, or removes one.")
    {
        ApiCommand.Create("show", "Shows the nodes, as the node at the engine's address sees them.", (call, client, cancel) =>
            ShowAsync<ClusterView>(call, client, "cluster", ClusterText.Write, cancel)),
        ApiCommand.Create("leave", "Makes a node hand over its shards and leave. Its process then ends.", (call, client, cancel) =>
            RequestAsync(call, client, "cluster/leave", ClusterText.WriteLeaving, cancel), Node),
        ApiCommand.Create("down", "Declares a node dead that is unreachable and will not come back.", (call, client, cancel) =>
            RequestAsync(call, client, "cluster/down", ClusterText.WriteDown, cancel), Node),
    };

    /// <summary>Makes <c>shards</c>.</summary>
    public static Command CreateShards() => ApiCommand.Create(
        "shards", "Lists the shards, the node of each, and the number of entities awake in it.",
        (call, client, cancel) => ShowAsync<ShardsView>(call, client, "shards", ClusterText.Write, cancel));

    /// <summary>Makes <c>actors</c>.</summary>
    public static Command CreateActors() => ApiCommand.Create(
        "actors", "Shows the actors of a node as a tree, with the number of messages that wait for each.", ShowActorsAsync, Depth, OfNode);

    private static Task ShowActorsAsync(ParseResult call, ApiClient client, CancellationToken cancel)
    {
        var node = call.GetValue(OfNode) is { } named ? $"&node={Uri.EscapeDataString(named)}" : "";
        return ShowAsync<ActorsView>(call, client, $"actors?depth={call.GetValue(Depth)}{node}", ActorText.Write, cancel);
    }

    private static async Task ShowAsync<T>(ParseResult call, ApiClient client, string path, Action<Terminal, T> write, CancellationToken cancel)
    {
        var terminal = Terminal.Of(call);
        if (call.GetValue(ApiCommand.Json))
            terminal.Json(await client.GetAsync<JsonElement>(path, cancel));
        else
            write(terminal, await client.GetAsync<T>(path, cancel));
    }

    private static async Task RequestAsync(ParseResult call, ApiClient client, string path, Action<Terminal, ClusterMember> write, CancellationToken cancel)
    {
        var (terminal, body) = (Terminal.Of(call), new { node = call.GetValue(Node)! });
        if (call.GetValue(ApiCommand.Json))
            terminal.Json(await client.PostAsync<JsonElement>(path, body, cancel));
        else
            write(terminal, await client.PostAsync<ClusterMember>(path, body, cancel));
    }
}
