using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Queues;

/// <summary>A queue's rules for attempts to call back that have failed, by cause (rule 37). Without a rule for a cause the agent gives the date. A wrong number needs
/// none: it ends the callback.</summary>
/// <param name="Busy">The number was busy; null (the default) for no rule.</param>
/// <param name="NoAnswer">The telephone was not answered; null (the default) for no rule.</param>
/// <param name="Unreachable">The number could not be reached; null (the default) for no rule.</param>
/// <param name="Voicemail">A voice-mail box answered; null (the default) for no rule.</param>
public sealed record RetrySettings(RetryRule? Busy = null, RetryRule? NoAnswer = null, RetryRule? Unreachable = null, RetryRule? Voicemail = null)
{
    /// <summary>The rule for a cause; null for none.</summary>
    /// <param name="cause">The cause.</param>
    public RetryRule? Of(FailureCause cause) => cause switch
    {
        FailureCause.Busy => Busy,
        FailureCause.NoAnswer => NoAnswer,
        FailureCause.Unreachable => Unreachable,
        FailureCause.Voicemail => Voicemail,
        _ => null,
    };
}

/// <summary>What follows an attempt that has failed with a cause.</summary>
/// <param name="DelaySeconds">After how long the callback comes back, in seconds: 1 to 2592000 (30 days).</param>
/// <param name="Attempts">After how many attempts with this cause the callback is closed as not reached: 1 to 100.</param>
public sealed record RetryRule([property: SettingRange(1, Max = 2_592_000)] double DelaySeconds, [property: SettingRange(1, Max = 100)] int Attempts);
