using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Tests.ModelBased;

/// <summary>The kind of a step.</summary>
internal enum Verb
{
    Arrive, RequestDirectly, BookDirectly, HangUp, Cancel, StartRecording, ResumeWaiting, RequestCallback, MoveToFirst, ChangePriority,
    LogIn, LogOut, Break, Available, ForceLogOut, WrapUp, Accept, Reject, AcceptAgain, RejectAgain, Requeue, Consult, EndConsult, HandOver, Hold, Resume,
    EndContact, ClosePopUp, Complete, Schedule, ScheduleOwn, Fail, Restart, ReportEndpoint, BookCallback, ScheduleWindow, Transfer, KeepAlive, SetCode,
}

/// <summary>One step of a history: a command or a restart, some time after the step before.</summary>
/// <param name="After">How long after the step before, in seconds.</param>
/// <param name="Verb">What.</param>
/// <param name="Who">The agent, the endpoint, or the queue of an arrival or of a callback that is requested without a call.</param>
/// <param name="Contact">The contact, where it is about one.</param>
/// <param name="Value">The caller's number, empty where it is withheld, or the number to call back; the queue to wrap up for; the endpoint of a log-in; the state of an
/// endpoint; the queue to consult or to transfer to, with a slash before the agent; the wrap-up code.</param>
/// <param name="Number">The priority; 1 where the connector hangs up or a supervisor ends the contact; the length of a break or the time until a date, in
/// seconds, which a callback without a call may lack; 1 for a restart from snapshots; which window is booked, 0 for the
/// last that has begun; 1 for a transfer whose place counts from now.</param>
/// <param name="Reason">Why an offer is rejected; null for no reason.</param>
/// <param name="Failure">Why an attempt to call back fails; its number is the time until a date, null for none.</param>
internal sealed record Step(
    double After, Verb Verb, string Who, string Contact = "", string Value = "", double? Number = null, RejectReason? Reason = null, FailureCause? Failure = null)
{
    public override string ToString() => string.Join(
        ' ', new[] { $"after {After:0.###} s:", Who, $"{Verb}", Contact, Value, $"{Number}", $"{Reason}", $"{Failure}" }.Where(part => part.Length > 0));

    /// <summary>The start of the window that is booked; between two windows where the number is no whole one.</summary>
    public DateTimeOffset WindowAt(DateTimeOffset now)
    {
        var begun = Math.Floor((now - CentreConfiguration.FirstWindow) / CentreConfiguration.WindowLength);
        return CentreConfiguration.FirstWindow + (CentreConfiguration.WindowLength * (begun + Number!.Value));
    }

    /// <summary>Who hangs up; null for the caller.</summary>
    public EndedBy? HungUpBy => Number == 1 ? Engine.Contacts.EndedBy.Connector : null;

    /// <summary>Who ends the current contact; null for the agent.</summary>
    public EndedBy? EndedBy => Number == 1 ? Engine.Contacts.EndedBy.Supervisor : null;

    /// <summary>Where a contact is transferred; the agent is null for any.</summary>
    public (string Queue, string? Agent) Receiver => Value.Split('/') is [var queue, var agent] ? (queue, agent) : (Value, null);

    /// <summary>What follows, where it is a log-out or a break.</summary>
    public NextRequest Next() => Verb == Verb.LogOut ? new NextRequest(NextStatus.LogOut) : new NextRequest(NextStatus.Break, "coffee", Number);
}
