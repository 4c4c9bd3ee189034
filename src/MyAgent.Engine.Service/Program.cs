using MyAgent.Engine.Service.Commands;

return await CommandLine.RunAsync(args);

/// <summary>Runs a command of <c>myagent</c>. The framework would make this class public.</summary>
internal partial class Program;
