using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Pbm;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Http;
using MyAgent.Engine.Service.Views;

namespace MyAgent.Engine.Service.Commands.Texts;

/// <summary>What an operator looks at with <c>pbm</c>: the same texts as those of the command line.</summary>
/// <param name="engine">The engine.</param>
/// <param name="history">What became of contacts.</param>
/// <param name="explanations">Their stories.</param>
/// <param name="where">The node and the shard of an entity; null where it is not awake.</param>
/// <param name="clock">The clock.</param>
internal sealed class OperatorTexts(
    IEngineHost engine, ContactHistory history, Explanations explanations, Func<EntityAddress, CancellationToken, Task<string?>> where, TimeProvider clock)
    : IOperatorTexts
{
    private const int MostInLine = 100;

    private static readonly Cause Operator = new("pbm");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> QueuesAsync(CancellationToken cancel)
    {
        var queues = await AskAllAsync<QueueAnswer>(EntityKind.Queue, new GetQueue(Skip: 0, Take: 0), cancel);
        return Lines(terminal => QueueText.WriteAll(terminal, queues.Select(queue => QueueLook.Of(queue, withLine: false))));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> QueueAsync(QueueId queue, CancellationToken cancel) =>
        await engine.SendAsync(queue.Address, new GetQueue(Skip: 0, MostInLine), Operator, cancel) is QueueAnswer answer
            ? Lines(terminal => QueueText.Write(terminal, QueueLook.Of(answer, withLine: true), clock.GetUtcNow()))
            : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> AgentsAsync(CancellationToken cancel)
    {
        var agents = await AskAllAsync<AgentAnswer>(EntityKind.Agent, new GetAgent(), cancel);
        return Lines(terminal => AgentText.WriteAll(terminal, agents));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> AgentAsync(AgentId agent, CancellationToken cancel) =>
        await engine.SendAsync(agent.Address, new GetAgent(), Operator, cancel) is AgentAnswer answer
            ? Lines(terminal => AgentText.Write(terminal, answer))
            : null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> CallbacksAsync(CancellationToken cancel) => Task.FromResult(Lines(terminal => CallbackText.WriteAll(
        terminal, history.Callbacks(state: null).Where(callback => callback.State != ContactState.Done).Select(CallbackResponse.Of))));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> ExplainAsync(QueueId queue, ContactId contact, CancellationToken cancel) =>
        await explanations.ExplainAsync(queue, contact, cancel) is { } story ? Lines(terminal => StoryText.Write(terminal, story)) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> WhereAsync(EntityAddress entity, CancellationToken cancel) =>
        await where(entity, cancel) is { } place ? [$"{entity}: {place}"] : null;

    private static IReadOnlyList<string> Lines(Action<Terminal> write)
    {
        using var text = new StringWriter();
        write(new Terminal(text));
        return text.ToString().TrimEnd().Split(Environment.NewLine);
    }

    private async Task<IReadOnlyList<TAnswer>> AskAllAsync<TAnswer>(EntityKind kind, IQuery query, CancellationToken cancel)
        where TAnswer : IAnswer
    {
        var asked = (await engine.ListAsync(kind, cancel)).Select(address => engine.SendAsync(address, query, Operator, cancel));
        return [.. (await Task.WhenAll(asked)).OfType<TAnswer>()];
    }
}
