using System.Diagnostics;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Akka.Tests.Hosting;

/// <summary>The sample of a program with the engine inside it, which the build of the tests builds.</summary>
[IntegrationTests]
public sealed class EmbeddingSampleTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>The program, in the folder of its own build, which is of the same configuration as that of the tests.</summary>
    private static readonly string Sample = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "../../../../..", "deploy/samples/Embedding/bin",
        Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "../.."), AppContext.BaseDirectory), "embedding.dll"));

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task The_sample_s_call_is_offered_accepted_and_wrapped_up_and_the_program_ends()
    {
        var (output, errors, code) = await RunAsync();

        code.ShouldBe(0, errors);
        output.ShouldBe(["Ana is offered the call.", "Ana has accepted it.", "The call is over, and Ana is in wrap-up.", "The wrap-up is over: Ana is available."]);
        var journal = new SqliteDatabase(Path.Combine(_directory.FullName, "engine.db")).ReadJournal();
        var events = new List<IEvent>();
        await foreach (var record in journal.ReadAsync(0))
            events.Add(record.Recorded.Event);
        events.OfType<OfferClosed>().ShouldHaveSingleItem().Outcome.ShouldBe(OfferOutcome.Accepted);
        events.OfType<ContactFinished>().ShouldHaveSingleItem().Outcome.ShouldBe(ContactOutcome.Served);
        events.OfType<AgentBecameAvailable>().Last().ShouldBe(new AgentBecameAvailable(AgentStatus.WrapUp, AtDeadline: true));
    }

    private async Task<(IReadOnlyList<string> Output, string Errors, int Code)> RunAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        using var program = Process.Start(new ProcessStartInfo(
            "dotnet", [Sample, $"--Engine:DataDirectory={_directory.FullName}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var (output, errors) = (program.StandardOutput.ReadToEndAsync(limit.Token), program.StandardError.ReadToEndAsync(limit.Token));
            await program.WaitForExitAsync(limit.Token);
            return ((await output).Split('\n', StringSplitOptions.RemoveEmptyEntries), await errors, program.ExitCode);
        }
        finally
        {
            if (!program.HasExited)
                program.Kill();
        }
    }
}
