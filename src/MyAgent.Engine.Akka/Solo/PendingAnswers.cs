using System.Collections.Concurrent;
using System.Globalization;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Akka.Solo;

/// <summary>The callers within this process who wait for an answer, by the tokens that stand in their envelopes' <c>ReplyTo</c>: an entry in a table
/// each, in place of an actor each. Safe for use by several threads.</summary>
/// <param name="capacity">How many may wait.</param>
internal sealed class PendingAnswers(int capacity) : IAnswerRouter
{
    private readonly ConcurrentDictionary<string, PendingAnswer> _waiting = new(StringComparer.Ordinal);
    private long _last;
    private int _count;

    /// <summary>How many wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Begins to wait; null where too many wait already.</summary>
    /// <param name="since">When it began, by a clock of whoever calls <see cref="RefuseOlderThan"/>.</param>
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

    /// <summary>Tells those who have waited too long that there is no answer.</summary>
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

    /// <summary>Somebody who waits.</summary>
    internal sealed class PendingAnswer(PendingAnswers answers, string token, long since)
        : TaskCompletionSource<IAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public string Token => token;

        public long Since => since;

        /// <summary>Waits no longer.</summary>
        public void GiveUp(CancellationToken cancelled)
        {
            answers.Take(token);
            TrySetCanceled(cancelled);
        }
    }
}
