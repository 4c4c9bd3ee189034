using System.Collections.Concurrent;
using System.Globalization;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Akka.Solo;

/// <summary>The answers that clients in this process wait for, by the token in their envelope's <c>ReplyTo</c>: each is an entry in a table,
/// instead of a temporary actor. Safe for use by several threads.</summary>
/// <param name="capacity">The maximum number of pending answers.</param>
internal sealed class PendingAnswers(int capacity) : IAnswerRouter
{
    private readonly ConcurrentDictionary<string, PendingAnswer> _waiting = new(StringComparer.Ordinal);
    private long _last;
    private int _count;

    /// <summary>The number of pending answers.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds a pending answer; null if the capacity is reached.</summary>
    /// <param name="since">The present time, by the clock of the caller of <see cref="RefuseOlderThan"/>.</param>
    public PendingAnswer? TryAdd(long since)
    {
        if (Interlocked.Increment(ref _count) > capacity)
        {
            Interlocked.Decrement(ref _count);
            return null;
        }
        var waiting = new PendingAnswer(this, Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture), since);
        _waiting[waiting.Token] = waiting;
        return waiting;
    }

    /// <inheritdoc/>
    public void Answer(string replyTo, IAnswer answer)
    {
        if (Take(replyTo) is { } waiting)
            waiting.TrySetResult(answer);
    }

    /// <inheritdoc/>
    public void Refuse(string replyTo, EngineUnavailable unavailable)
    {
        if (Take(replyTo) is { } waiting)
            waiting.TrySetException(new EngineUnavailableException(unavailable.Reason));
    }

    /// <summary>Refuses the answers that have been pending since before an instant.</summary>
    public void RefuseOlderThan(long instant, EngineUnavailable unavailable)
    {
        foreach (var (token, waiting) in _waiting)
        {
            if (waiting.Since < instant)
                Refuse(token, unavailable);
        }
    }

    private PendingAnswer? Take(string token)
    {
        if (!_waiting.TryRemove(token, out var waiting))
            return null;
        Interlocked.Decrement(ref _count);
        return waiting;
    }

    /// <summary>An answer that a client waits for.</summary>
    internal sealed class PendingAnswer(PendingAnswers answers, string token, long since)
        : TaskCompletionSource<IAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public string Token => token;

        public long Since => since;

        /// <summary>The client no longer waits.</summary>
        public void GiveUp(CancellationToken cancelled)
        {
            answers.Take(token);
            TrySetCanceled(cancelled);
        }
    }
}
