using MyAgent.Engine.Contacts;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Projections.Reports;

/// <summary>The counts of a queue in a minute, or in several; <see cref="QueueFigures"/> says what each count means.</summary>
internal sealed class QueueCounts
{
    public long Offered, OverflowedIn, OverflowedOut, Redirected, Refused, AnsweredInTime, Abandoned, Expired, Cancelled;
    public long CallbacksRequested, CallbacksScheduled, CallbacksCompleted, CallbacksNotReached, CallbacksSuperseded;
    public long EndedByCaller, EndedByAgent, EndedBySupervisor, EndedByConnector, EndedBySystem;
    public long AttemptsBusy, AttemptsNoAnswer, AttemptsUnreachable, AttemptsVoicemail, AttemptsWrongNumber;
    public long CallbacksPromised, PromisesKept, PromisesBroken;
    public long TransfersIn, TransfersOut;
    public Mean Answered, CallbackAnswered, Handled, WrapUp, Talk, Hold;
    public TimeSpan? LongestWait;

    /// <summary>A contact that is no callback has left the waiting list after this long.</summary>
    public void LeftWaitingList(TimeSpan waited) => LongestWait = LongestWait > waited ? LongestWait : waited;

    /// <summary>Adds what another tally counts.</summary>
    public void Add(QueueCounts other)
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
        EndedByCaller += other.EndedByCaller;
        EndedByAgent += other.EndedByAgent;
        EndedBySupervisor += other.EndedBySupervisor;
        EndedByConnector += other.EndedByConnector;
        EndedBySystem += other.EndedBySystem;
        AttemptsBusy += other.AttemptsBusy;
        AttemptsNoAnswer += other.AttemptsNoAnswer;
        AttemptsUnreachable += other.AttemptsUnreachable;
        AttemptsVoicemail += other.AttemptsVoicemail;
        AttemptsWrongNumber += other.AttemptsWrongNumber;
        CallbacksPromised += other.CallbacksPromised;
        PromisesKept += other.PromisesKept;
        PromisesBroken += other.PromisesBroken;
        TransfersIn += other.TransfersIn;
        TransfersOut += other.TransfersOut;
        Answered.Add(other.Answered);
        CallbackAnswered.Add(other.CallbackAnswered);
        Handled.Add(other.Handled);
        WrapUp.Add(other.WrapUp);
        Talk.Add(other.Talk);
        Hold.Add(other.Hold);
        if (other.LongestWait is { } wait)
            LeftWaitingList(wait);
    }

    /// <summary>The row of the counts.</summary>
    public MinuteRow ToRow(string queue, long minute) => new(
        queue, minute,
        [
            Offered, OverflowedIn, OverflowedOut, Redirected, Refused, AnsweredInTime, Abandoned, Expired, Cancelled, CallbacksRequested, CallbacksScheduled, CallbacksCompleted,
            CallbacksNotReached, CallbacksSuperseded, Answered.Count, Answered.Ticks, CallbackAnswered.Count, CallbackAnswered.Ticks, Handled.Count, Handled.Ticks,
            WrapUp.Count, WrapUp.Ticks, EndedByCaller, EndedByAgent, EndedBySupervisor, EndedByConnector, EndedBySystem, Talk.Count, Talk.Ticks,
            AttemptsBusy, AttemptsNoAnswer, AttemptsUnreachable, AttemptsVoicemail, AttemptsWrongNumber, CallbacksPromised, PromisesKept, PromisesBroken,
            TransfersIn, TransfersOut, Hold.Count, Hold.Ticks,
        ],
        LongestWait?.Ticks);

    /// <summary>The counts of a row.</summary>
    public static QueueCounts Of(MinuteRow row) => new()
    {
        Offered = row.Sums[0],
        OverflowedIn = row.Sums[1],
        OverflowedOut = row.Sums[2],
        Redirected = row.Sums[3],
        Refused = row.Sums[4],
        AnsweredInTime = row.Sums[5],
        Abandoned = row.Sums[6],
        Expired = row.Sums[7],
        Cancelled = row.Sums[8],
        CallbacksRequested = row.Sums[9],
        CallbacksScheduled = row.Sums[10],
        CallbacksCompleted = row.Sums[11],
        CallbacksNotReached = row.Sums[12],
        CallbacksSuperseded = row.Sums[13],
        Answered = Mean.Of(row.Sums[14], row.Sums[15]),
        CallbackAnswered = Mean.Of(row.Sums[16], row.Sums[17]),
        Handled = Mean.Of(row.Sums[18], row.Sums[19]),
        WrapUp = Mean.Of(row.Sums[20], row.Sums[21]),
        EndedByCaller = row.Sums[22],
        EndedByAgent = row.Sums[23],
        EndedBySupervisor = row.Sums[24],
        EndedByConnector = row.Sums[25],
        EndedBySystem = row.Sums[26],
        Talk = Mean.Of(row.Sums[27], row.Sums[28]),
        AttemptsBusy = row.Sums[29],
        AttemptsNoAnswer = row.Sums[30],
        AttemptsUnreachable = row.Sums[31],
        AttemptsVoicemail = row.Sums[32],
        AttemptsWrongNumber = row.Sums[33],
        CallbacksPromised = row.Sums[34],
        PromisesKept = row.Sums[35],
        PromisesBroken = row.Sums[36],
        TransfersIn = row.Sums[37],
        TransfersOut = row.Sums[38],
        Hold = Mean.Of(row.Sums[39], row.Sums[40]),
        LongestWait = row.LongestWait is { } ticks ? TimeSpan.FromTicks(ticks) : null,
    };

    /// <summary>The counts with what follows from them.</summary>
    public QueueFigures ToFigures(DateTimeOffset from, DateTimeOffset to, QueueId queue) => new(
        from, to, queue, Offered, OverflowedIn, OverflowedOut, Redirected, Refused, Answered.Count, AnsweredInTime, Abandoned, Expired, Cancelled,
        CallbacksRequested, CallbackAnswered.Count, CallbacksScheduled, CallbacksCompleted, CallbacksNotReached, CallbacksSuperseded, Handled.Count,
        Answered.Seconds, LongestWait?.TotalSeconds, Share(AnsweredInTime, Answered.Count), Share(AnsweredInTime, Answered.Count + Abandoned),
        CallbackAnswered.Seconds, Handled.Seconds, WrapUp.Seconds, EndedByCaller, EndedByAgent, EndedBySupervisor, EndedByConnector, EndedBySystem, Talk.Seconds,
        AttemptsBusy, AttemptsNoAnswer, AttemptsUnreachable, AttemptsVoicemail, AttemptsWrongNumber, CallbacksPromised, PromisesKept, PromisesBroken, TransfersIn, TransfersOut,
        Hold.Count, Hold.TotalSeconds);

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
