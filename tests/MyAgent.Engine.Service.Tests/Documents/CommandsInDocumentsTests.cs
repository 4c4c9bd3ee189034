namespace MyAgent.Engine.Service.Tests.Documents;

/// <summary>Types the commands of the documents as a newcomer would: in a fresh clone, word for word, document by document, <c>serve</c> among them.</summary>
[IntegrationTests]
public sealed class CommandsInDocumentsTests
{
    /// <summary>The documents with commands, in the order in which they refer to each other.</summary>
    private static readonly string[] InOrder = ["README.md", "deploy/api.md", "deploy/web-pages.md", "deploy/operations.md", "deploy/simulator.md"];

    /// <summary>The commands of README that <c>.ci/run</c> runs.</summary>
    private static readonly string[] RunByCi = ["dotnet run --project src/MyAgent.Engine.Service -- demo", "dotnet test"];

    [OwnPortFact]
    public async Task Every_command_does_what_its_document_says()
    {
        using var clone = new FreshClone();
        await clone.BuildAsync();

        var (exitCode, output) = await new TwoTerminals(clone.Root).TypeAsync(
        [
            .. InOrder.SelectMany(Document.ShellBlocks).Where(block => !RunByCi.Contains(block.Text)),
            new ShellBlock("curl -sSf -o /dev/null http://127.0.0.1:5080/call && echo 'The page /call is served.'", InFirstTerminal: false),
        ]);

        exitCode.ShouldBe(0, output);
        output.ShouldContain("\"position\":1");
        output.ShouldContain("\"state\":\"scheduled\"");
        output.ShouldContain("\"code\":\"badBody\"");
        output.ShouldContain("preferred");
        output.ShouldContain("The page /call is served.");
        clone.LengthOf("heard.wav").ShouldBe(clone.LengthOf("message.wav"));
        clone.LengthOf("data/engine.db").ShouldBeGreaterThan(0, "The data is not in the directory of the shell.");
    }

    [Fact]
    public void No_other_document_has_commands_to_type() =>
        Document.All().Where(document => Document.ShellBlocks(document).Count > 0).ShouldBe(InOrder, ignoreOrder: true);

    [Fact]
    public void CI_runs_the_demo_and_the_tests_of_README()
    {
        var ci = Document.Read(".ci/run");
        Document.ShellBlocks("README.md").Select(block => block.Text).Intersect(RunByCi).ShouldBe(RunByCi);
        ci.ShouldContain("dotnet run --no-build --project src/MyAgent.Engine.Service -- demo");
        ci.ShouldContain("dotnet test --no-build");
    }
}
