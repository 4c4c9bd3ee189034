using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Tests.ModelBased;

/// <summary>A contact of the model: a call, or the callback it has become.</summary>
internal sealed class ModelContact
{
    /// <summary>The wrap-up codes that it was given, in their order; one that no agent chose is in brackets.</summary>
    public List<string> Codes { get; } = [];

    public required string Id { get; init; }
    public required string Caller { get; init; }
    public required IReadOnlyList<string> Preferred { get; init; }
    public required string Queue { get; set; }
    public required DateTimeOffset EnteredAt { get; set; }
    public required int Priority { get; set; }
    public required DateTimeOffset At { get; set; }
    public required long Serial { get; init; }
    public ContactState State { get; set; } = ContactState.Waiting;
    public ContactOutcome? Outcome { get; set; }
    public bool IsCallback { get; set; }
    public string? Number { get; set; }
    public bool CallOver { get; set; }
    /// <summary>Whose own callback it is, and until when it waits for that agent; the end is null until it comes back.</summary>
    public (string Agent, DateTimeOffset? Until)? Own { get; set; }

    /// <summary>Whether it is known who served the caller, where it is finished.</summary>
    public bool IsNoted { get; set; }

    public int Attempts { get; set; }

    /// <summary>The causes of the attempts that failed with one.</summary>
    public List<FailureCause> Failures { get; } = [];
    public DateTimeOffset DueAt { get; set; }

    /// <summary>The start of the window that is promised, until an agent accepts it; null for none.</summary>
    public DateTimeOffset? Window { get; set; }

    /// <summary>When its recording ends by itself, while recording.</summary>
    public DateTimeOffset RecordingUntil { get; set; }
    public ModelAgent? Agent { get; set; }

    /// <summary>Who has rejected it last when and why, in this line.</summary>
    public Dictionary<string, (DateTimeOffset At, RejectReason Reason)> Rejections { get; } = [];

    /// <summary>Who does not want it.</summary>
    public HashSet<string> Unwanted { get; } = [];

    public bool IsConsult { get; init; }

    public bool RingsTelephone => Kind is not ContactKind.Fax;
    public ContactKind Kind => IsConsult ? ContactKind.Consult : IsCallback ? ContactKind.Callback : Caller == CentreConfiguration.Faxing ? ContactKind.Fax : ContactKind.Call;
    public bool IsQueued => State is ContactState.Waiting or ContactState.Recording;
    public bool IsDone => State == ContactState.Done;

    public void ForgetRejections()
    {
        Rejections.Clear();
        Unwanted.Clear();
    }

    /// <summary>Who ended it.</summary>
    public EndedBy? EndedBy { get; private set; }

    /// <summary>When the agent who has it accepted it.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>For how long agents have had it, in seconds.</summary>
    public double? Talk { get; private set; }

    /// <summary>Rule 33g.</summary>
    public void Finish(ContactOutcome outcome, EndedBy by) => (State, Outcome, EndedBy) = (ContactState.Done, outcome, by);

    /// <summary>Rule 33g.</summary>
    public void EndTalk(DateTimeOffset now)
    {
        if (AnsweredAt is { } answered)
            Talk = (Talk ?? 0) + (now - answered).TotalSeconds;
        AnsweredAt = null;
    }
}
