using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Pbm;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Explanations;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Api;
using MyAgent.Engine.Service.Api.Agents;
using MyAgent.Engine.Service.Api.Callbacks;
using MyAgent.Engine.Service.Commands.Display;

namespace MyAgent.Engine.Service.Commands.Serve;

/// <summary>The texts that an operator sees in <c>pbm</c>: the same as on the command line.</summary>
/// <param name="engine">The engine.</param>
/// <param name="board">What all queues and agents show.</param>
/// <param name="follower">Says when the board shows what has been answered.</param>
/// <param name="explanations">Their stories.</param>
/// <param name="operators">What is below the contact centre.</param>
/// <param name="clock">The clock.</param>
internal sealed class OperatorConsole(
    IEngineHost engine, Board board, JournalFollower follower, ContactExplainer explanations, IEngineOperators operators, TimeProvider clock)
    : IOperatorConsole
{
    private const int MaxWaiting = 100;
    private const int MaxRows = 1000;

    private static readonly Cause Operator = new("pbm");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> QueuesAsync(CancellationToken cancel)
    {
        await follower.CaughtUpAsync(cancel);
        var queues = board.Queues(after: null, MaxRows, waiting: 0, clock.GetUtcNow());
        return Lines(terminal =>
        {
            QueueText.WriteAll(terminal, queues.Items.Select(queue => QueueSummary.Of(queue, withWaiting: false)));
            WriteRest(terminal, queues.Total);
        });
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> QueueAsync(QueueId queue, CancellationToken cancel) =>
        await engine.SendAsync(queue.Address, new GetQueue(Skip: 0, MaxWaiting), Operator, cancel) is QueueAnswer answer
            ? Lines(terminal => QueueText.Write(terminal, QueueSummary.Of(answer, withWaiting: true), clock.GetUtcNow()))
            : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> AgentsAsync(CancellationToken cancel)
    {
        await follower.CaughtUpAsync(cancel);
        var agents = board.Agents(after: null, MaxRows).Page;
        return Lines(terminal =>
        {
            AgentText.WriteAll(terminal, agents.Items.Select(agent => AgentResponse.Of(agent)));
            WriteRest(terminal, agents.Total);
        });
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> AgentAsync(AgentId agent, CancellationToken cancel) =>
        await engine.SendAsync(agent.Address, new GetAgent(), Operator, cancel) is AgentAnswer answer
            ? Lines(terminal => AgentText.Write(terminal, AgentResponse.Of(answer)))
            : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> CallbacksAsync(CancellationToken cancel)
    {
        await follower.CaughtUpAsync(cancel);
        var open = board.Contacts.Callbacks().Select(callback => callback.Record).Where(callback => callback.State != ContactState.Done).ToList();
        return Lines(terminal =>
        {
            CallbackText.WriteAll(terminal, open.Take(MaxRows).Select(CallbackResponse.Of));
            WriteRest(terminal, open.Count);
        });
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> ExplainAsync(QueueId queue, ContactId contact, CancellationToken cancel)
    {
        await follower.CaughtUpAsync(cancel);
        return await explanations.ExplainAsync(queue, contact, cancel) is { } explanation ? Lines(terminal => ExplanationText.Write(terminal, explanation)) : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> WhereAsync(string entity, CancellationToken cancel) =>
        await operators.EntityAsync(Input.Entity(entity, nameof(entity)), withState: false, cancel) is { } found ? Lines(terminal => EntityText.WriteWhere(terminal, found)) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> EntityAsync(string entity, CancellationToken cancel) =>
        await operators.EntityAsync(Input.Entity(entity, nameof(entity)), withState: true, cancel) is { } found ? Lines(terminal => EntityText.Write(terminal, found)) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ShardsAsync(CancellationToken cancel)
    {
        var shards = await operators.ShardsAsync(cancel);
        return Lines(terminal => ClusterText.Write(terminal, shards));
    }

    private static IReadOnlyList<string> Lines(Action<Terminal> write)
    {
        using var text = new StringWriter();
        write(new Terminal(text));
        return text.ToString().TrimEnd().Split(Environment.NewLine);
    }

    private static void WriteRest(Terminal terminal, int total)
    {
        if (total > MaxRows)
            terminal.Line($"and {total - MaxRows} more: see the HTTP API, which lists them in pages.");
    }
}
