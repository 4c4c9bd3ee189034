using MyAgent.Engine.Service.Commands;
using MyAgent.Engine.Service.Commands.Failures;

namespace MyAgent.Engine.Service.Tests.Commands;

[IntegrationTests]
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("serve --no-such-option")]
    [InlineData("serve --journal paper")]
    [InlineData("serve --urls")]
    [InlineData("serve --urls nowhere")]
    [InlineData("serve --urls http://127.0.0.1:0;ftp://x")]
    [InlineData("serve --connection Host=db")]
    public async Task A_wrong_call_ends_with_2(string call) =>
        (await CommandLine.RunAsync(call.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ShouldBe(ExitCode.WrongCall);

    [Theory]
    [InlineData("--help")]
    [InlineData("serve --help")]
    public async Task Help_is_no_failure(string call) =>
        (await CommandLine.RunAsync(call.Split(' '))).ShouldBe(ExitCode.Done);
}
