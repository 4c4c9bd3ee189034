using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Pbm;

/// <summary>The palettes of commands, one for each noun: what is typed is <c>pbm queue list</c>. The nouns <c>cluster</c>, <c>cluster-sharding</c> and <c>actor</c> are
/// Petabridge.Cmd's own.</summary>
internal static class OperatorPalettes
{
    private static readonly OperatorSwitch Queue = new("queue", "-q", "The queue's id.");
    private static readonly OperatorSwitch Agent = new("agent", "-a", "The agent's id.");
    private static readonly OperatorSwitch Contact = new("contact", "-c", "The contact's id.");
    private static readonly OperatorSwitch Entity = new("id", "-i", "The entity's id in the journal, such as agent-ana.");

    /// <summary>The palettes.</summary>
    public static IReadOnlyList<OperatorPalette> All { get; } =
    [
        new("queue",
        [
            new("list", "Lists the queues with their figures.", [],
                async (texts, _, cancel) => await texts.QueuesAsync(cancel).ConfigureAwait(false)),
            new("show", "Shows a queue: its figures and its waiting list.", [Queue],
                (texts, given, cancel) => texts.QueueAsync(new QueueId(given["queue"]), cancel)),
        ]),
        new("agent",
        [
            new("list", "Lists the agents and what they are doing.", [],
                async (texts, _, cancel) => await texts.AgentsAsync(cancel).ConfigureAwait(false)),
            new("show", "Shows an agent: the current contact, and the queues the agent works in.", [Agent],
                (texts, given, cancel) => texts.AgentAsync(new AgentId(given["agent"]), cancel)),
        ]),
        new("callback",
        [
            new("list", "Lists the callback requests that are not done.", [],
                async (texts, _, cancel) => await texts.CallbacksAsync(cancel).ConfigureAwait(false)),
        ]),
        new("contact",
        [
            new("explain", "Tells a contact's story: each decision, and for each agent why or why not.", [Queue, Contact],
                (texts, given, cancel) => texts.ExplainAsync(new QueueId(given["queue"]), new ContactId(given["contact"]), cancel)),
        ]),
        new("entity",
        [
            new("where", "Says on which node and in which shard an entity lives.", [Entity],
                (texts, given, cancel) => texts.WhereAsync(given["id"], cancel)),
            new("show", "Shows an entity's revision, snapshot, deadline and state.", [Entity],
                (texts, given, cancel) => texts.EntityAsync(given["id"], cancel)),
        ]),
        new("shard",
        [
            new("list", "Lists which shard lives on which node, and how many entities are awake in it.", [],
                async (texts, _, cancel) => await texts.ShardsAsync(cancel).ConfigureAwait(false)),
        ]),
    ];
}

/// <summary>The commands about one noun.</summary>
/// <param name="Name">The noun.</param>
/// <param name="Commands">The commands.</param>
internal sealed record OperatorPalette(string Name, IReadOnlyList<OperatorCommand> Commands)
{
    /// <summary>Runs a command. Never throws: what goes wrong is the reply.</summary>
    /// <param name="command">The command, one of this palette.</param>
    /// <param name="given">The switches and their values, as they were typed.</param>
    /// <param name="texts">What there is to look at.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<OperatorReply> RunAsync(
        OperatorCommand command, IEnumerable<(string Switch, string Value)> given, IOperatorConsole texts, CancellationToken cancel = default)
    {
        try
        {
            var values = given.GroupBy(one => one.Switch, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.Last().Value, StringComparer.Ordinal);
            var named = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var wanted in command.Switches)
            {
                if (!values.TryGetValue(wanted.Switch, out var value) || string.IsNullOrWhiteSpace(value))
                    return OperatorReply.Error($"{Name} {command.Name} needs {wanted.Switch}: {wanted.Description}");
                named[wanted.Name] = value;
            }
            return await command.Run(texts, named, cancel).ConfigureAwait(false) is { } lines
                ? new OperatorReply(lines, IsError: false)
                : OperatorReply.Error($"Nothing is known of {string.Join(", ", named.Values)}.");
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return OperatorReply.Error(failure.Message);
        }
    }
}

/// <summary>A command for operators.</summary>
/// <param name="Name">Its name in the palette: a verb.</param>
/// <param name="Description">What it does, as a sentence.</param>
/// <param name="Switches">What it must be given.</param>
/// <param name="Run">Does it: the lines, or null where there is no such thing.</param>
internal sealed record OperatorCommand(
    string Name,
    string Description,
    IReadOnlyList<OperatorSwitch> Switches,
    Func<IOperatorConsole, IReadOnlyDictionary<string, string>, CancellationToken, Task<IReadOnlyList<string>?>> Run);

/// <summary>Something that a command must be given.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Switch">How it is typed.</param>
/// <param name="Description">What it is, as a sentence.</param>
internal sealed record OperatorSwitch(string Name, string Switch, string Description);

/// <summary>What an operator is answered.</summary>
/// <param name="Lines">The lines; at least one.</param>
/// <param name="IsError">Whether they say what went wrong.</param>
internal sealed record OperatorReply(IReadOnlyList<string> Lines, bool IsError)
{
    /// <summary>The reply of a command that has ended. One that failed or was cancelled is answered with the reason: <c>pbm</c> waits for an answer.</summary>
    /// <param name="ended">The command, which has completed.</param>
    public static OperatorReply Of(Task<OperatorReply> ended) => ended switch
    {
        { IsCompletedSuccessfully: true } => ended.Result,
        { Exception: { } failure } => Error(failure.GetBaseException().Message),
        _ => Error("The command was cancelled."),
    };

    public static OperatorReply Error(string what) => new([what], IsError: true);
}
