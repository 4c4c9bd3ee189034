using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Pbm;

/// <summary>The commands of the palette <c>myagent</c>: their names, their switches, and what they do.</summary>
public static class OperatorPalette
{
    /// <summary>The palette's name.</summary>
    public const string Name = "myagent";

    private static readonly OperatorSwitch Queue = new("queue", "-q", "The queue's id.");
    private static readonly OperatorSwitch Agent = new("agent", "-a", "The agent's id.");
    private static readonly OperatorSwitch Contact = new("contact", "-c", "The contact's id.");
    private static readonly OperatorSwitch Type = new("type", "-t", "agent, queue or caller.");
    private static readonly OperatorSwitch Id = new("id", "-i", "The entity's id.");

    /// <summary>The commands. Petabridge.Cmd takes a command's name for one word, so that the field's two are joined.</summary>
    public static IReadOnlyList<OperatorCommand> Commands { get; } =
    [
        new("queue-list", "Lists the queues with their figures.", [],
            async (texts, _, cancel) => await texts.QueuesAsync(cancel).ConfigureAwait(false)),
        new("queue-show", "Shows a queue: its figures and its line.", [Queue],
            (texts, given, cancel) => texts.QueueAsync(new QueueId(given["queue"]), cancel)),
        new("agent-list", "Lists the agents and what they are doing.", [],
            async (texts, _, cancel) => await texts.AgentsAsync(cancel).ConfigureAwait(false)),
        new("agent-show", "Shows an agent: what is in hand, and the queues the agent works in.", [Agent],
            (texts, given, cancel) => texts.AgentAsync(new AgentId(given["agent"]), cancel)),
        new("callback-list", "Lists the callback requests that are not done.", [],
            async (texts, _, cancel) => await texts.CallbacksAsync(cancel).ConfigureAwait(false)),
        new("contact-explain", "Tells a contact's story: each decision, and for each agent why or why not.", [Queue, Contact],
            (texts, given, cancel) => texts.ExplainAsync(new QueueId(given["queue"]), new ContactId(given["contact"]), cancel)),
        new("entity-where", "Says on which node and in which shard an entity lives.", [Type, Id],
            (texts, given, cancel) => texts.WhereAsync(AddressOf(given["type"], given["id"]), cancel)),
    ];

    /// <summary>Runs a command. Never throws: what goes wrong is the reply.</summary>
    /// <param name="command">The command.</param>
    /// <param name="given">The switches and their values, as they were typed.</param>
    /// <param name="texts">What there is to look at.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<OperatorReply> RunAsync(
        OperatorCommand command, IEnumerable<(string Switch, string Value)> given, IOperatorTexts texts, CancellationToken cancel = default)
    {
        try
        {
            var values = given.GroupBy(one => one.Switch, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.Last().Value, StringComparer.Ordinal);
            var named = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var wanted in command.Switches)
            {
                if (!values.TryGetValue(wanted.Switch, out var value) || string.IsNullOrWhiteSpace(value))
                    return OperatorReply.Error($"{command.Name} needs {wanted.Switch}: {wanted.Description}");
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

    private static EntityAddress AddressOf(string type, string id) => type switch
    {
        "agent" => new EntityAddress(EntityKind.Agent, id),
        "queue" => new EntityAddress(EntityKind.Queue, id),
        "caller" => new EntityAddress(EntityKind.Caller, id),
        _ => throw new ArgumentException($"-t: '{type}' is neither agent nor queue nor caller."),
    };
}

/// <summary>A command for operators.</summary>
/// <param name="Name">Its name in the palette.</param>
/// <param name="Description">What it does, as a sentence.</param>
/// <param name="Switches">What it must be given.</param>
/// <param name="Run">Does it: the lines, or null where there is no such thing.</param>
public sealed record OperatorCommand(
    string Name,
    string Description,
    IReadOnlyList<OperatorSwitch> Switches,
    Func<IOperatorTexts, IReadOnlyDictionary<string, string>, CancellationToken, Task<IReadOnlyList<string>?>> Run);

/// <summary>Something that a command must be given.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Switch">How it is typed.</param>
/// <param name="Description">What it is, as a sentence.</param>
public sealed record OperatorSwitch(string Name, string Switch, string Description);

/// <summary>What an operator is answered.</summary>
/// <param name="Lines">The lines; at least one.</param>
/// <param name="IsError">Whether they say what went wrong.</param>
public sealed record OperatorReply(IReadOnlyList<string> Lines, bool IsError)
{
    internal static OperatorReply Error(string what) => new([what], IsError: true);
}
