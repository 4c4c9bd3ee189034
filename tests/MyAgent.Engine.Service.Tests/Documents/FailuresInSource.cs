using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Failures;

namespace MyAgent.Engine.Service.Tests.Documents;

/// <summary>The failures that the source of the program makes: their codes, with the exit code or the HTTP status of each.</summary>
internal static class FailuresInSource
{
    private static readonly Dictionary<string, int> StatusOfMaker = new()
    {
        ["BadInput"] = 400,
        ["Invalid"] = 400,
        ["NotFound"] = 404,
        ["WrongState"] = 409,
        ["Rule"] = 422,
    };

    /// <summary>The failures of commands, with their exit codes.</summary>
    public static IEnumerable<(string Code, int ExitCode)> OfCommands() =>
        from call in Calls("MyAgent.Engine.Service")
        where call.Maker is nameof(Failure) or nameof(CommandFailedException) or nameof(ServerUnreachableException)
        let exitCode = call.Maker == nameof(ServerUnreachableException) ? ExitCode.CannotConnect : call.Arguments.Select(ExitCodeOf).FirstOrDefault(code => code is not null)
        let code = call.Arguments.Select(TextOf).FirstOrDefault(text => text is not null)
        where exitCode is not null && code is not null
        select (code, exitCode.Value);

    /// <summary>The HTTP statuses that a problem code has where it is made. A place that does not name its status is left out.</summary>
    public static ILookup<string, int> StatusesOfProblems() =>
        (from project in new[] { "MyAgent.Engine", "MyAgent.Engine.Projections", "MyAgent.Engine.Service" }
         from call in Calls(project)
         from argument in call.Arguments
         let code = TextOf(argument)
         where code is not null
         let status = call.Arguments.Select(StatusOf).FirstOrDefault(status => status is not null) ?? (StatusOfMaker.TryGetValue(call.Maker, out var known) ? known : null)
         where status is not null
         select (code, status)).Distinct().ToLookup(found => found.code, found => found.status!.Value);

    private static IEnumerable<(string Maker, IReadOnlyList<ArgumentSyntax> Arguments)> Calls(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "src", folder), "*.cs", SearchOption.AllDirectories);
        foreach (var file in files.Where(file => !file.Contains("/obj/", StringComparison.Ordinal)))
        {
            foreach (var node in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes())
            {
                if (node is InvocationExpressionSyntax call)
                    yield return (LastName(call.Expression), call.ArgumentList.Arguments);
                else if (node is BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments } creation)
                    yield return (creation is ObjectCreationExpressionSyntax named ? named.Type.ToString() : "", arguments.Arguments);
            }
        }
    }

    private static string LastName(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        IdentifierNameSyntax name => name.Identifier.Text,
        _ => "",
    };

    private static string? TextOf(ArgumentSyntax argument) => (argument.Expression as LiteralExpressionSyntax)?.Token.Value as string;

    private static int? ExitCodeOf(ArgumentSyntax argument) => typeof(ExitCode).GetField(LastName(argument.Expression))?.GetRawConstantValue() as int?;

    private static int? StatusOf(ArgumentSyntax argument) =>
        LastName(argument.Expression) is { Length: > 9 } name && name.StartsWith("Status", StringComparison.Ordinal) && int.TryParse(name.AsSpan(6, 3), out var status) ? status
        : LastName(argument.Expression) == "Fault" ? 500
        : null;
}
