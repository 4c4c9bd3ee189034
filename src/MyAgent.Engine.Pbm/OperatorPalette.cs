namespace MyAgent.Engine.Pbm;

/// <summary>The commands of one noun.</summary>
/// <param name="Name">The noun.</param>
/// <param name="Commands">The commands.</param>
internal sealed record OperatorPalette(string Name, IReadOnlyList<OperatorCommand> Commands)
{
    /// <summary>Runs a command. Never throws: a failure is a reply.</summary>
    /// <param name="command">The command, one of this palette.</param>
    /// <param name="given">The switches and values of the command line; the last value of a switch counts.</param>
    /// <param name="console">The views of the engine.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<OperatorReply> RunAsync(
        OperatorCommand command, IEnumerable<(string Switch, string Value)> given, IOperatorConsole console, CancellationToken cancel = default)
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
            return await command.Run(console, named, cancel).ConfigureAwait(false) is { } lines
                ? new OperatorReply(lines, IsError: false)
                : OperatorReply.Error($"Not found: {string.Join(", ", named.Values)}.");
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return OperatorReply.Error(failure.Message);
        }
    }
}
