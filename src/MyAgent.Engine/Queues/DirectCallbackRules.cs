using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>Rule 36: a callback without a call stands where an arrival at that moment would stand. While the queue is closed it is taken in too, and waits for
/// the opening, as every scheduled callback does (rule 17). Rule 39: with a window it waits from the start of that on.</summary>
internal sealed class DirectCallbackRules(QueueContext queue, CallbackRules callbacks, CallbackWindows windows, CallbackIndex callbacksByNumber)
{
    /// <summary>The open callback to the same number, which a second request gets; the first in order, where there are several. Null for none.</summary>
    public QueuedContact? Open(DirectCallback wanted) =>
        TelephoneNumber.TryNormalize(wanted.Number) is { } number ? callbacksByNumber.Of(number).Min(ByPlace.Order) : null;

    /// <summary>Lets the callback in, or says why not.</summary>
    public Verdict Admit(AdmitContact arriving, DirectCallback wanted, DateTimeOffset now)
    {
        if (!queue.Settings.Callbacks.Enabled)
            return Refusals.Rule("callbacksDisabled", queue.Id.Value);
        if (callbacks.RefuseNumber(wanted.Number, out var number) is { } refusal)
            return refusal;
        if (wanted.Window is { } start)
        {
            var (window, taken) = windows.Find(start, now);
            return window is null ? taken! : Arrive(arriving, new CallbackRequest(number, now, Window: window), window.From, window.From, now);
        }
        var (dueAt, at) = (DueAt(wanted, now), wanted.NotBefore is { } later && later > now ? later : now);
        if (callbacks.RefuseDate(at, now, "notBefore") is { } beyond)
            return beyond;
        if (dueAt is null && queue.Full is { } full)
            return full;
        if (dueAt is not null && queue.Settings.OpeningHours is { } hours && hours.NextOpening(at) is null)
            return Refusals.Rule("queueClosed", queue.Id.Value);
        return Arrive(arriving, new CallbackRequest(number, now), at, dueAt, now);
    }

    private Decision Arrive(AdmitContact arriving, CallbackRequest callback, DateTimeOffset at, DateTimeOffset? dueAt, DateTimeOffset now)
    {
        var key = new OrderKey(arriving.Priority, at, queue.State.LastSerial + 1);
        var contact = queue.Arrived(arriving, now, key, now) with { Callback = callback };
        return new Decision().With(new ContactArrived(LastAgentDeliveries.PreferringLastAgent(contact, arriving.LastServed, queue, now), DueAt: dueAt));
    }

    /// <summary>When it enters the waiting list, if that is not now.</summary>
    private DateTimeOffset? DueAt(DirectCallback wanted, DateTimeOffset now) =>
        wanted.NotBefore is { } later && later > now ? later
        : queue.Settings.OpeningHours is { } hours && !hours.IsOpen(now) ? now
        : null;
}
