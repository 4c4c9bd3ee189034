using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Tests.ModelBased;

/// <content>What callers and supervisors do (rules 15, 16, 19, 20 and 25). Each answers with the code of its refusal, null for none.</content>
internal sealed partial class ReferenceModel
{
    private readonly Dictionary<string, long> _serials = [];
    private readonly Dictionary<(string Caller, string Queue), string> _lastAgents = [];

    /// <summary>Rules 14 and 34. No history is so long that a last agent is forgotten.</summary>
    private IReadOnlyList<string> PreferredBy(string caller, string queue)
    {
        var listed = CentreConfiguration.Default.Callers.GetValueOrDefault(caller, []);
        return _lastAgents.TryGetValue((caller, queue), out var last) && !listed.Contains(last) ? [.. listed, last] : listed;
    }

    /// <summary>Rules 16, 17 and 25.</summary>
    private string? Arrive(string id, string caller, string queue, int priority)
    {
        if (Find(id) is not null)
            return "contactExists";
        if (!CentreConfiguration.Default.IsOpen(queue, Now))
            return Queues[queue].ClosedQueue is { } other ? Arrive(id, caller, other.Value, priority) : "queueClosed";
        var resumed = !Queues[queue].ResumeCallback ? null : WaitingList(queue).FirstOrDefault(contact =>
            contact is { State: ContactState.Waiting, IsCallback: true } && caller.Length > 0 && contact.Caller == caller && contact.Number == caller);
        if (resumed is null && WaitingList(queue).Count() >= Queues[queue].MaxWaiting)
            return "queueFull";
        var serial = _serials[queue] = Math.Max(_serials.GetValueOrDefault(queue) + 1, resumed?.Serial ?? 0);
        if (resumed is not null)
            _serials[queue] = Math.Max(serial - 1, resumed.Serial);
        resumed?.Finish(ContactOutcome.Superseded, EndedBy.Caller);
        Contacts.Add(new ModelContact
        {
            Id = id, Caller = caller, Preferred = PreferredBy(caller, queue), Queue = queue, EnteredAt = Now,
            Priority = resumed?.Priority ?? priority, At = resumed?.At ?? Now, Serial = resumed?.Serial ?? serial,
        });
        return null;
    }

    /// <summary>Rule 36.</summary>
    private string? RequestDirectly(string id, string number, string queue, DateTimeOffset notBefore, DateTimeOffset? window = null)
    {
        if (Contacts.Exists(contact => contact is { IsCallback: true, IsDone: false } && contact.Queue == queue && contact.Number == number))
            return null;
        if (Find(id) is not null)
            return "contactExists";
        if (!Queues[queue].Callbacks.Enabled)
            return "callbacksDisabled";
        if (Unusable(number, queue) is { } refusal)
            return refusal;
        if (window is { } start && !IsFree(queue, start))
            return "windowNotFree";
        notBefore = window ?? notBefore;
        var isScheduled = notBefore > Now || !CentreConfiguration.Default.IsOpen(queue, Now);
        if (!isScheduled && WaitingList(queue).Count() >= Queues[queue].MaxWaiting)
            return "queueFull";
        Contacts.Add(new ModelContact
        {
            Id = id, Caller = number, Preferred = PreferredBy(number, queue), Queue = queue, EnteredAt = Now,
            Priority = 0, At = Later(notBefore, Now), Serial = _serials[queue] = _serials.GetValueOrDefault(queue) + 1, IsCallback = true, Number = number,
            State = isScheduled ? ContactState.Scheduled : ContactState.Waiting, DueAt = Later(notBefore, Now),
            Window = window,
        });
        return null;
    }

    /// <summary>Rule 39: whether a window begins at an instant to come, while the queue is open, and has room.</summary>
    private bool IsFree(string queue, DateTimeOffset start) =>
        Queues[queue].Callbacks.Windows is { } windows && start > Now && CentreConfiguration.IsWindow(start) && CentreConfiguration.Default.IsOpen(queue, start)
        && Contacts.Count(contact => contact.Queue == queue && contact.State == ContactState.Scheduled && contact.Window == start) < windows.Capacity;

    /// <summary>Rule 15.</summary>
    private string? HangUp(ModelContact contact, EndedBy by)
    {
        if (contact is { IsCallback: true, State: not ContactState.Engaged })
            return "callerNotOnLine";
        if (contact.IsCallback)
        {
            if (!contact.CallOver)
                End(contact.Agent!);
            contact.EndTalk(Now);
            contact.CallOver = true;
            return null;
        }
        Take(contact, contact.State == ContactState.Engaged ? ContactOutcome.Served : ContactOutcome.Abandoned, by);
        return null;
    }

    private string? Cancel(ModelContact contact)
    {
        Take(contact, ContactOutcome.Cancelled, EndedBy.Supervisor);
        return null;
    }

    /// <summary>Finishes a contact, wherever it is; law 11: it does not count as missed.</summary>
    private void Take(ModelContact contact, ContactOutcome outcome, EndedBy by)
    {
        var was = contact.State;
        contact.Finish(outcome, by);
        if (was == ContactState.Offered)
        {
            contact.Agent!.LastOffer = OfferEnd.Withdrawn;
            BecomeAvailable(contact.Agent!);
        }
        else if (was == ContactState.Engaged)
        {
            contact.Agent!.NeedsOutcome = false;
            End(contact.Agent);
        }
    }

    /// <summary>Rules 19 and 33f.</summary>
    private string? StartRecording(ModelContact contact)
    {
        if (NoCallbackFrom(contact) is { } refusal && !(refusal == "contactNotInLine" && contact.State == ContactState.Offered))
            return refusal;
        if (contact.State == ContactState.Recording)
            return null;
        if (contact.State == ContactState.Offered)
        {
            contact.Agent!.LastOffer = OfferEnd.Withdrawn;
            BecomeAvailable(contact.Agent);
        }
        (contact.State, contact.RecordingUntil) = (ContactState.Recording, Now.AddSeconds(Queues[contact.Queue].RecordingLimitSeconds!.Value));
        return null;
    }

    /// <summary>Rule 33f.</summary>
    private bool EndOverlongRecording()
    {
        if (Contacts.Find(contact => contact.State == ContactState.Recording && contact.RecordingUntil <= Now) is not { } overlong)
            return false;
        if (RequestCallback(overlong, overlong.Caller) is not null)
            overlong.State = ContactState.Waiting;
        return true;
    }

    private static string? ResumeWaiting(ModelContact contact)
    {
        if (!contact.IsQueued)
            return "contactNotInLine";
        contact.State = ContactState.Waiting;
        return null;
    }

    /// <summary>Rules 19 and 20.</summary>
    private string? RequestCallback(ModelContact contact, string number, DateTimeOffset? window = null)
    {
        if (NoCallbackFrom(contact) is { } refusal)
            return refusal;
        if (Unusable(number, contact.Queue) is { } unusable)
            return unusable;
        if (window is { } start && !IsFree(contact.Queue, start))
            return "windowNotFree";
        (contact.State, contact.IsCallback, contact.Number) = (window is null ? ContactState.Waiting : ContactState.Scheduled, true, number);
        (contact.Window, contact.DueAt) = (window, window ?? contact.DueAt);
        return null;
    }

    /// <summary>Rule 20.</summary>
    private static string? Unusable(string number, string queue) =>
        number.Length < 3 ? "implausibleNumber" : Queues[queue].Callbacks.ForbiddenNumbers.Contains(number) ? "forbiddenNumber" : null;

    private static string? NoCallbackFrom(ModelContact contact) =>
        !Queues[contact.Queue].Callbacks.Enabled ? "callbacksDisabled"
        : contact.Caller == CentreConfiguration.Faxing || contact.IsConsult ? "notACall"
        : contact.IsCallback ? "alreadyACallback" : contact.IsQueued ? null : "contactNotInLine";

    private string? MoveToFirst(ModelContact contact)
    {
        if (!contact.IsQueued)
            return "contactNotInLine";
        if (WaitingList(contact.Queue).First() is var first && first != contact)
            (contact.Priority, contact.At) = (first.Priority, first.At.AddTicks(-1));
        return null;
    }

    private static string? ChangePriority(ModelContact contact, int priority)
    {
        if (!contact.IsQueued)
            return "contactNotInLine";
        contact.Priority = priority;
        return null;
    }
}
