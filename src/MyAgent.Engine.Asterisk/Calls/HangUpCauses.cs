namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>What the cause of a hang-up (ITU-T Q.850) says of a call that was not answered.</summary>
internal static class HangUpCauses
{
    private const int Unallocated = 1, NormalClearing = 16, UserBusy = 17, NoUserResponding = 18, NoAnswer = 19, CallRejected = 21, NumberChanged = 22, InvalidNumber = 28;

    /// <summary>The reason of the reject, where it was an agent's telephone (rule 33b).</summary>
    public static string ReasonOf(int cause) => cause switch
    {
        UserBusy => "busy",
        NoAnswer or NoUserResponding or NormalClearing => "noAnswer",
        CallRejected => "declined",
        _ => "unreachable",
    };

    /// <summary>The cause of the failed attempt, where it was a callback (rule 37).</summary>
    public static string AttemptOf(int cause) => cause switch
    {
        UserBusy or CallRejected => "busy",
        NoAnswer or NoUserResponding or NormalClearing => "noAnswer",
        Unallocated or InvalidNumber or NumberChanged => "wrongNumber",
        _ => "unreachable",
    };
}
