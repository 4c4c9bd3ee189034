namespace MyAgent.Engine.Pbm;

/// <summary>A command for operators.</summary>
/// <param name="Name">Its name in the palette: a verb.</param>
/// <param name="Description">What it does, as a sentence.</param>
/// <param name="Switches">Its switches; all are required.</param>
/// <param name="Run">Runs it with the values by the names of the switches; returns the lines, or null if the object does not exist.</param>
internal sealed record OperatorCommand(
    string Name,
    string Description,
    IReadOnlyList<OperatorSwitch> Switches,
    Func<IOperatorConsole, IReadOnlyDictionary<string, string>, CancellationToken, Task<IReadOnlyList<string>?>> Run);

/// <summary>A required switch of a command.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Switch">The switch on the command line: <c>-q</c>.</param>
/// <param name="Description">Its meaning, as a sentence.</param>
internal sealed record OperatorSwitch(string Name, string Switch, string Description);
