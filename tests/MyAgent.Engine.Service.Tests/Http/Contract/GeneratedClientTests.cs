using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.WholeEngine;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace MyAgent.Engine.Service.Tests.Http.Contract;

[IntegrationTests]
public sealed class GeneratedClientTests
{
    [Fact]
    public async Task A_client_generated_from_the_document_reads_everything()
    {
        await using var engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        using var admin = await engine.AsAsync(Role.Admin);
        await new ContractScenario(admin, () => Task.CompletedTask).PlayAsync();

        var reader = Compile(await GenerateAsync(await admin.GetStringAsync("/openapi/v1.json")), ReadText()).GetType("Generated.ReadsEverything")!;
        var read = await (Task<IReadOnlyList<string>>)reader.GetMethod("RunAsync")!
            .Invoke(null, [admin, ContractScenario.Agents, ContractScenario.Queues, ContractScenario.Contacts])!;

        read.ShouldContain("9 agents, 2 logged out");
        read.ShouldContain("unknownContact c13");
        read.ShouldContain(line => line.StartsWith("c10 Waiting", StringComparison.Ordinal));
        read.ShouldContain(line => line.StartsWith("c7 Scheduled", StringComparison.Ordinal));
        read.ShouldContain(line => line.StartsWith("c7 due ", StringComparison.Ordinal) && line.Length > "c7 due ".Length);
        read.ShouldContain(line => line.StartsWith("c9 Offered with rung sales.", StringComparison.Ordinal));
        read.ShouldContain(line => line.StartsWith("c2 Engaged with busy sales.", StringComparison.Ordinal));
        read.ShouldContain("found sales");
        read.ShouldContain("sales 45 s, alarm at 1", "the client sends what it was given and no nulls for the rest");
        read.ShouldContain("82 is the first byte");
        read[^1].ShouldMatch(@"^\d{2,} events$");
    }

    private static async Task<string> GenerateAsync(string document)
    {
        var settings = new CSharpClientGeneratorSettings
        {
            ClassName = "EngineClient",
            GenerateOptionalParameters = true,
            UseBaseUrl = false,
            CSharpGeneratorSettings = { Namespace = "Generated", JsonLibrary = CSharpJsonLibrary.NewtonsoftJson, GenerateNullableReferenceTypes = true },
        };
        return new CSharpClientGenerator(await OpenApiDocument.FromJsonAsync(document), settings).GenerateFile();
    }

    private static Assembly Compile(params string[] sources)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll" or "Newtonsoft.Json.dll"))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Generated", sources.Select(source => CSharpSyntaxTree.ParseText(source)), references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        result.Success.ShouldBeTrue(string.Join('\n', result.Diagnostics.Where(each => each.Severity == DiagnosticSeverity.Error).Take(20)));
        return Assembly.Load(image.ToArray());
    }

    private static string ReadText()
    {
        using var reader = new StreamReader(typeof(GeneratedClientTests).Assembly.GetManifestResourceStream("ReadsEverything.cs.txt")!);
        return reader.ReadToEnd();
    }
}
