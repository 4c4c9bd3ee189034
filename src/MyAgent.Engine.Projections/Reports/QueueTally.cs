using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Projections;

/// <summary>What is counted of a queue in a minute, or in several; <see cref="QueueFigures"/> says what each count means.</summary>
internal sealed class QueueTally
{
    public long Offered, OverflowedIn, OverflowedOut, Redirected, Refused, AnsweredInTime, Abandoned, Expired, Cancelled;
    public long CallbacksRequested, CallbacksScheduled, CallbacksCompleted, CallbacksNotReached, CallbacksSuperseded;
    public Mean Answered, CallbackAnswered, Handled, WrapUp;
    public TimeSpan? LongestWait;

    /// <summary>A contact that is no callback has left the line after this long.</summary>
    public void LeftLine(TimeSpan waited) => LongestWait = LongestWait > waited ? LongestWait : waited;

    /// <summary>Adds what another tally counts.</summary>
    public void Add(QueueTally other)
    {
        Offered += other.Offered;
        OverflowedIn += other.OverflowedIn;
        OverflowedOut += other.OverflowedOut;
        Redirected += other.Redirected;
        Refused += other.Refused;
        AnsweredInTime += other.AnsweredInTime;
        Abandoned += other.Abandoned;
        Expired += other.Expired;
        Cancelled += other.Cancelled;
        CallbacksRequested += other.CallbacksRequested;
        CallbacksScheduled += other.CallbacksScheduled;
        CallbacksCompleted += other.CallbacksCompleted;
        CallbacksNotReached += other.CallbacksNotReached;
        CallbacksSuperseded += other.CallbacksSuperseded;
        Answered.Add(other.Answered);
        CallbackAnswered.Add(other.CallbackAnswered);
        Handled.Add(other.Handled);
        WrapUp.Add(other.WrapUp);
        if (other.LongestWait is { } wait)
            LeftLine(wait);
    }

    /// <summary>The counts with what follows from them.</summary>
    public QueueFigures ToFigures(DateTimeOffset from, DateTimeOffset to, QueueId queue) => new(
        from, to, queue, Offered, OverflowedIn, OverflowedOut, Redirected, Refused, Answered.Count, AnsweredInTime, Abandoned, Expired, Cancelled,
        CallbacksRequested, CallbackAnswered.Count, CallbacksScheduled, CallbacksCompleted, CallbacksNotReached, CallbacksSuperseded, Handled.Count,
        Answered.Seconds, LongestWait?.TotalSeconds, Share(AnsweredInTime, Answered.Count), Share(AnsweredInTime, Answered.Count + Abandoned),
        CallbackAnswered.Seconds, Handled.Seconds, WrapUp.Seconds);

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
