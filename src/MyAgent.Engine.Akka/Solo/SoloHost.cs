using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Solo;

/// <summary>Sends commands and queries to the entities of an engine in one process, and waits for their answers, up to a time-out. It refuses
/// more than a maximum number at the same time.</summary>
internal sealed class SoloHost : IEngineHost, IDisposable
{
    private static readonly TimeSpan TimeoutCheckInterval = TimeSpan.FromSeconds(1);

    private readonly LocalEntities _entities;
    private readonly PendingAnswers _answers;
    private readonly KnownEntities _known;
    private readonly IEngineStatus _status;
    private readonly EngineMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    /// <param name="entities">Routes messages to entities.</param>
    /// <param name="answers">The answers that clients wait for.</param>
    /// <param name="known">The entities that have events.</param>
    /// <param name="status">Whether the engine takes work.</param>
    /// <param name="timeout">The maximum time until an answer.</param>
    /// <param name="metrics">Measures the commands.</param>
    /// <param name="time">The clock for the time-out.</param>
    public SoloHost(
        LocalEntities entities, PendingAnswers answers, KnownEntities known, IEngineStatus status, TimeSpan timeout, EngineMetrics metrics, TimeProvider time)
    {
        (_entities, _answers, _known, _status, _metrics, _time) = (entities, answers, known, status, metrics, time);
        var late = new EngineUnavailable($"There was no answer within {timeout.TotalSeconds:0.#} s: try again under the same key.");
        var ticks = (long)(timeout.TotalSeconds * time.TimestampFrequency);
        _timer = time.CreateTimer(_ => answers.RefuseOlderThan(time.GetTimestamp() - ticks, late), state: null, TimeoutCheckInterval, TimeoutCheckInterval);
    }

    /// <inheritdoc/>
    public async Task<IAnswer> SendAsync(EntityAddress to, IMessage message, Cause cause, CancellationToken cancel = default)
    {
        var began = _metrics.CommandBegan();
        var result = CommandResult.Unavailable;
        try
        {
            if (_status.Trouble is { } trouble)
                throw new EngineUnavailableException(trouble);
            var waiting = _answers.TryAdd(_time.GetTimestamp()) ?? throw new EngineUnavailableException($"{_answers.Count} commands are waiting already.");
            await using var registration = cancel.UnsafeRegister(static (state, token) => ((PendingAnswers.PendingAnswer)state!).GiveUp(token), waiting);
            _entities.Deliver(new Envelope(to, message, cause, waiting.Token, EngineTracing.Current));
            var answer = await waiting.Task.ConfigureAwait(false);
            result = EngineMetrics.ResultOf(answer);
            return answer;
        }
        catch (OperationCanceledException)
        {
            result = CommandResult.Cancelled;
            throw;
        }
        finally
        {
            _metrics.CommandEnded(to.Kind, result, began);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EntityAddress>> ListAsync(EntityKind kind, CancellationToken cancel = default) => Task.FromResult(_known.Of(kind));

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();
}
