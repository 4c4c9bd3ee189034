using MyAgent.Engine.Contacts;
using MyAgent.Engine.Pbm;

namespace MyAgent.Engine.Service.Tests.Operators;

[IntegrationTests]
public sealed class OperatorPaletteTests
{
    [Theory]
    [InlineData("queue list", "", "queues")]
    [InlineData("queue show", "-q sales", "queue sales")]
    [InlineData("agent list", "", "agents")]
    [InlineData("agent show", "-a ana", "agent ana")]
    [InlineData("callback list", "", "callbacks")]
    [InlineData("contact explain", "-q sales -c c1", "contact c1 of sales")]
    [InlineData("contact explain", "-c c1 -q sales", "contact c1 of sales")]
    [InlineData("entity where", "-i agent-ana", "place of agent-ana")]
    [InlineData("entity show", "-i agent-ana", "state of agent-ana")]
    [InlineData("shard list", "", "shards")]
    [InlineData("agent show", "-a ben -a ana", "agent ana")]
    public async Task A_command_shows_what_it_is_named_after(string command, string typed, string expected)
    {
        var reply = await RunAsync(command, typed, new Echo());

        reply.IsError.ShouldBeFalse();
        reply.Lines.ShouldBe([expected]);
    }

    [Theory]
    [InlineData("queue show", "", "-q")]
    [InlineData("agent show", "-q sales", "-a")]
    [InlineData("contact explain", "-q sales", "-c")]
    [InlineData("contact explain", "-c c1", "-q")]
    [InlineData("entity where", "", "-i")]
    [InlineData("entity show", "-a ana", "-i")]
    public async Task A_switch_that_is_missing_is_named(string command, string typed, string missing)
    {
        var reply = await RunAsync(command, typed, new Echo());

        reply.IsError.ShouldBeTrue();
        reply.Lines.ShouldHaveSingleItem().ShouldStartWith($"{command} needs {missing}: ");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task An_id_without_text_is_none(string id)
    {
        var (palette, command) = Find("agent show");
        var reply = await palette.RunAsync(command, [("-a", id)], new Echo());

        reply.IsError.ShouldBeTrue();
        reply.Lines.ShouldHaveSingleItem().ShouldStartWith("agent show needs -a: ");
    }

    [Theory]
    [InlineData("queue show", "-q nowhere", "nowhere")]
    [InlineData("agent show", "-a missing", "missing")]
    [InlineData("contact explain", "-q sales -c c99", "sales, c99")]
    [InlineData("entity where", "-i agent-missing", "agent-missing")]
    [InlineData("entity show", "-i agent-missing", "agent-missing")]
    public async Task An_unknown_option_is_an_error_that_names_it(string command, string typed, string named)
    {
        var reply = await RunAsync(command, typed, new Echo(knowsAnything: false));

        reply.IsError.ShouldBeTrue();
        reply.Lines.ShouldBe([$"Not found: {named}."]);
    }

    [Fact]
    public async Task What_goes_wrong_is_the_reply_to_every_command()
    {
        (string, string)[] everything = [("-q", "sales"), ("-a", "ana"), ("-c", "c1"), ("-i", "agent-ana")];
        foreach (var palette in OperatorPalettes.All)
        {
            foreach (var command in palette.Commands)
            {
                foreach (var early in new[] { true, false })
                {
                    var reply = await palette.RunAsync(command, everything, new Echo(breaks: early ? Broken : BrokenLater));

                    reply.IsError.ShouldBeTrue($"{palette.Name} {command.Name}");
                    reply.Lines.ShouldBe(["The journal cannot be read."], $"{palette.Name} {command.Name}");
                }
            }
        }
    }

    [Fact]
    public async Task A_command_that_fails_or_is_cancelled_is_answered_with_the_reason()
    {
        var reply = new OperatorReply(["One queue."], IsError: false);
        OperatorReply.Of(Task.FromResult(reply)).ShouldBe(reply);
        (await Task.FromException<OperatorReply>(new InsufficientMemoryException("No memory.")).ContinueWith(OperatorReply.Of, TaskScheduler.Default))
            .ShouldSatisfyAllConditions(failed => failed.IsError.ShouldBeTrue(), failed => failed.Lines.ShouldBe(["No memory."]));
        (await Task.FromCanceled<OperatorReply>(new CancellationToken(canceled: true)).ContinueWith(OperatorReply.Of, TaskScheduler.Default))
            .ShouldSatisfyAllConditions(cancelled => cancelled.IsError.ShouldBeTrue(), cancelled => cancelled.Lines.ShouldBe(["The command was cancelled."]));
    }

    [Fact]
    public void What_is_typed_is_a_noun_and_a_verb_and_stands_for_one_command()
    {
        OperatorPalettes.All.Select(palette => palette.Name).ShouldBe(["queue", "agent", "callback", "contact", "entity", "shard"]);
        foreach (var palette in OperatorPalettes.All)
        {
            palette.Commands.Select(command => command.Name).ShouldBeUnique(palette.Name);
            palette.Commands.ShouldAllBe(command => command.Name.All(char.IsAsciiLetterLower));
            foreach (var command in palette.Commands)
                command.Switches.Select(one => one.Switch).ShouldBeUnique($"{palette.Name} {command.Name}");
        }
    }

    private static (OperatorPalette Palette, OperatorCommand Command) Find(string typed)
    {
        var words = typed.Split(' ');
        var palette = OperatorPalettes.All.Single(palette => palette.Name == words[0]);
        return (palette, palette.Commands.Single(command => command.Name == words[1]));
    }

    private static Task<OperatorReply> RunAsync(string typed, string switches, IOperatorConsole texts)
    {
        var (palette, command) = Find(typed);
        return palette.RunAsync(command, switches.Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(2).Select(pair => (pair[0], pair[1])), texts);
    }

    private static Task Broken() => throw new IOException("The journal cannot be read.");

    private static async Task BrokenLater()
    {
        await Task.Yield();
        throw new IOException("The journal cannot be read.");
    }

    /// <summary>Says what it has been asked for.</summary>
    private sealed class Echo(bool knowsAnything = true, Func<Task>? breaks = null) : IOperatorConsole
    {
        public Task<IReadOnlyList<string>> QueuesAsync(CancellationToken cancel) => SayAsync("queues");

        public Task<IReadOnlyList<string>?> QueueAsync(QueueId queue, CancellationToken cancel) => KnowAsync($"queue {queue}");

        public Task<IReadOnlyList<string>> AgentsAsync(CancellationToken cancel) => SayAsync("agents");

        public Task<IReadOnlyList<string>?> AgentAsync(AgentId agent, CancellationToken cancel) => KnowAsync($"agent {agent}");

        public Task<IReadOnlyList<string>> CallbacksAsync(CancellationToken cancel) => SayAsync("callbacks");

        public Task<IReadOnlyList<string>?> ExplainAsync(QueueId queue, ContactId contact, CancellationToken cancel) =>
            KnowAsync($"contact {contact} of {queue}");

        public Task<IReadOnlyList<string>?> WhereAsync(string entity, CancellationToken cancel) => KnowAsync($"place of {entity}");

        public Task<IReadOnlyList<string>?> EntityAsync(string entity, CancellationToken cancel) => KnowAsync($"state of {entity}");

        public Task<IReadOnlyList<string>> ShardsAsync(CancellationToken cancel) => SayAsync("shards");

        // Not async itself, so that what breaks at once is thrown and not returned.
        private Task<IReadOnlyList<string>> SayAsync(string what) => breaks is null ? Task.FromResult<IReadOnlyList<string>>([what]) : FailAsync(breaks());

        private Task<IReadOnlyList<string>?> KnowAsync(string what)
        {
            var failure = breaks?.Invoke() ?? Task.CompletedTask;
            return KnowAfterAsync(failure, what);
        }

        private async Task<IReadOnlyList<string>?> KnowAfterAsync(Task failure, string what)
        {
            await failure;
            return knowsAnything ? [what] : null;
        }

        private static async Task<IReadOnlyList<string>> FailAsync(Task failure)
        {
            await failure;
            return [];
        }
    }
}
