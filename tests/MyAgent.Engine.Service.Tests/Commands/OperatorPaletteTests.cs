using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Pbm;

namespace MyAgent.Engine.Service.Tests.Commands;

public sealed class OperatorPaletteTests
{
    private static readonly (string, string)[] Everything = [("-q", "sales"), ("-a", "ana"), ("-c", "c1"), ("-t", "queue"), ("-i", "sales")];

    [Theory]
    [InlineData("queue-list", "queues")]
    [InlineData("queue-show", "queue sales")]
    [InlineData("agent-list", "agents")]
    [InlineData("agent-show", "agent ana")]
    [InlineData("callback-list", "callbacks")]
    [InlineData("contact-explain", "contact c1 in sales")]
    [InlineData("entity-where", "where Queue sales")]
    public async Task Each_command_looks_at_its_own(string command, string expected)
    {
        var reply = await RunAsync(command, new Echo(), Everything);

        reply.Lines.ShouldBe([expected]);
        reply.IsError.ShouldBeFalse();
    }

    [Theory]
    [InlineData("queue-show", "-q")]
    [InlineData("agent-show", "-a")]
    [InlineData("contact-explain", "-q")]
    [InlineData("contact-explain", "-c")]
    [InlineData("entity-where", "-t")]
    [InlineData("entity-where", "-i")]
    public async Task Says_which_switch_is_missing_or_empty(string command, string missing)
    {
        var others = Everything.Where(given => given.Item1 != missing).ToArray();

        await ShouldFailAsync(RunAsync(command, new Echo(), others), $"{command} needs {missing}");
        await ShouldFailAsync(RunAsync(command, new Echo(), [.. others, (missing, " ")]), $"{command} needs {missing}");
    }

    [Theory]
    [InlineData("queue-show", "sales")]
    [InlineData("agent-show", "ana")]
    [InlineData("contact-explain", "sales, c1")]
    [InlineData("entity-where", "queue, sales")]
    public Task Says_of_what_nothing_is_known(string command, string expected) =>
        ShouldFailAsync(RunAsync(command, new Echo { Knows = false }, Everything), $"Nothing is known of {expected}.");

    [Fact]
    public Task A_kind_that_there_is_not_is_an_error() =>
        ShouldFailAsync(RunAsync("entity-where", new Echo(), [("-t", "robot"), ("-i", "ana")]), "'robot' is neither agent nor queue nor caller");

    [Fact]
    public async Task A_view_that_fails_is_an_error()
    {
        foreach (var command in OperatorPalette.Commands)
            await ShouldFailAsync(RunAsync(command.Name, new Echo { Trouble = "The journal cannot be read." }, Everything), "The journal cannot be read.");
    }

    private static Task<OperatorReply> RunAsync(string command, IOperatorTexts texts, params (string, string)[] given) =>
        OperatorPalette.RunAsync(OperatorPalette.Commands.Single(known => known.Name == command), given, texts);

    private static async Task ShouldFailAsync(Task<OperatorReply> running, string expected)
    {
        var reply = await running;
        reply.IsError.ShouldBeTrue();
        reply.Lines.ShouldHaveSingleItem().ShouldContain(expected);
    }

    /// <summary>Says what it was asked for.</summary>
    private sealed class Echo : IOperatorTexts
    {
        public bool Knows { get; init; } = true;

        public string? Trouble { get; init; }

        public async Task<IReadOnlyList<string>> QueuesAsync(CancellationToken cancel) => (await SayAsync("queues"))!;

        public Task<IReadOnlyList<string>?> QueueAsync(QueueId queue, CancellationToken cancel) => SayAsync($"queue {queue.Value}");

        public async Task<IReadOnlyList<string>> AgentsAsync(CancellationToken cancel) => (await SayAsync("agents"))!;

        public Task<IReadOnlyList<string>?> AgentAsync(AgentId agent, CancellationToken cancel) => SayAsync($"agent {agent.Value}");

        public async Task<IReadOnlyList<string>> CallbacksAsync(CancellationToken cancel) => (await SayAsync("callbacks"))!;

        public Task<IReadOnlyList<string>?> ExplainAsync(QueueId queue, ContactId contact, CancellationToken cancel) =>
            SayAsync($"contact {contact.Value} in {queue.Value}");

        public Task<IReadOnlyList<string>?> WhereAsync(EntityAddress entity, CancellationToken cancel) => SayAsync($"where {entity.Kind} {entity.Id}");

        private Task<IReadOnlyList<string>?> SayAsync(string what) => Trouble is null
            ? Task.FromResult<IReadOnlyList<string>?>(Knows ? [what] : null)
            : throw new InvalidOperationException(Trouble);
    }
}
