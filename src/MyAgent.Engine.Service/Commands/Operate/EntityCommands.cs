using System.CommandLine;
using System.Text.Json;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Service.Api;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Options;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Commands.Operate;

/// <summary><c>myagent entity where|show ID</c>.</summary>
internal static class EntityCommands
{
    private static readonly Argument<string> Entity = CreateArgument();

    /// <summary>Makes <c>entity</c>.</summary>
    public static Command CreateFamily() => new("entity", "Shows the actor of an agent, queue or caller.")
    {
        ApiCommand.Create("where", "Shows on which node and in which shard it lives.",
            (call, client, cancel) => LookAsync(call, client, withState: false, EntityText.WriteWhere, cancel), Entity),
        ApiCommand.Create("show", "Shows its revision, its snapshot, its deadline, and its state as JSON.",
            (call, client, cancel) => LookAsync(call, client, withState: true, EntityText.Write, cancel), Entity),
    };

    private static async Task LookAsync(ParseResult call, ApiClient client, bool withState, Action<Terminal, EntityView> write, CancellationToken cancel)
    {
        var terminal = Terminal.Of(call);
        var path = $"entities/{Uri.EscapeDataString(Input.Entity(call.GetValue(Entity)!).PersistenceId)}{(withState ? "" : "?state=false")}";
        if (call.GetValue(ApiCommand.Json))
            terminal.Json(await client.GetAsync<JsonElement>(path, cancel));
        else
            write(terminal, await client.GetAsync<EntityView>(path, cancel));
    }

    /// <summary>What is no entity's id never becomes part of an address.</summary>
    private static Argument<string> CreateArgument()
    {
        var argument = new Argument<string>("entity") { Description = "The persistence id: agent-…, queue-…, caller-… or endpoint-…." };
        argument.Validators.Add(given =>
        {
            try
            {
                if (given.Tokens is [{ Value: var text }])
                    _ = Input.Entity(text, argument.Name);
            }
            catch (ProblemException bad)
            {
                given.AddError(bad.Problem.Detail);
            }
        });
        return argument;
    }
}
