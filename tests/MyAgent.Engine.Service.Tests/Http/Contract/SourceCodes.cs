using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MyAgent.Engine.Service.Tests.Http.Contract;

/// <summary>The codes that the program's own source gives to refusals and problems.</summary>
internal static class SourceCodes
{
    private static readonly HashSet<string> Makers = ["Invalid", "NotFound", "Rule", "WrongState", "BadInput", "Conflict", "Refusal", "Problem", "Of"];

    /// <summary>Every code, in order.</summary>
    public static IReadOnlyList<string> InProblems([CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(here, "../../../../../src"));
        return [.. new[] { "MyAgent.Engine", "MyAgent.Engine.Projections", "MyAgent.Engine.Service" }
            .SelectMany(project => Directory.GetFiles(Path.Combine(root, project), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/Laws/", StringComparison.Ordinal))
            .SelectMany(CodesIn).Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> CodesIn(string file)
    {
        var tree = CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot();
        foreach (var call in tree.DescendantNodes())
        {
            var (maker, arguments) = call switch
            {
                InvocationExpressionSyntax invocation => (NameOf(invocation.Expression), invocation.ArgumentList),
                ObjectCreationExpressionSyntax creation => (creation.Type.ToString(), creation.ArgumentList),
                ImplicitObjectCreationExpressionSyntax creation => (TypeMade(creation), creation.ArgumentList),
                _ => ("", null),
            };
            if (Makers.Contains(maker) && arguments is not null && arguments.Arguments.Select(CodeOf).FirstOrDefault(code => code is not null) is { } found)
                yield return found;
        }
    }

    /// <summary>The first text among the arguments, or the constant that stands for it.</summary>
    private static string? CodeOf(ArgumentSyntax argument) => argument.Expression switch
    {
        LiteralExpressionSyntax { Token.Value: string text } => text,
        MemberAccessExpressionSyntax { Name.Identifier.Text: "KeyReusedCode" } => Entities.Refusal.KeyReusedCode,
        IdentifierNameSyntax { Identifier.Text: "KeyReusedCode" } => Entities.Refusal.KeyReusedCode,
        _ => null,
    };

    private static string NameOf(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        IdentifierNameSyntax name => name.Identifier.Text,
        _ => "",
    };

    /// <summary>What <c>new(…)</c> makes, where a member of that type gives it back.</summary>
    private static string TypeMade(ImplicitObjectCreationExpressionSyntax creation) =>
        creation.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault()?.ReturnType.ToString().TrimEnd('?') ?? "";
}
