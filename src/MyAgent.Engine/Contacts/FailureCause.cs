using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Contacts;

/// <summary>Why an attempt to call back has failed (rule 37).</summary>
[JsonConverter(typeof(CamelCaseEnum<FailureCause>))]
public enum FailureCause
{
    /// <summary>The number was busy.</summary>
    Busy,

    /// <summary>The telephone was not answered.</summary>
    NoAnswer,

    /// <summary>The number could not be reached.</summary>
    Unreachable,

    /// <summary>A voice-mail box answered.</summary>
    Voicemail,

    /// <summary>Another person has the number: there is no further attempt.</summary>
    WrongNumber,
}

/// <summary>How many attempts at a callback have failed with each cause that allows another one. Attempts that failed without a cause count under none.</summary>
/// <param name="Busy">The number was busy.</param>
/// <param name="NoAnswer">The telephone was not answered.</param>
/// <param name="Unreachable">The number could not be reached.</param>
/// <param name="Voicemail">A voice-mail box answered.</param>
public sealed record FailureCounts(int Busy = 0, int NoAnswer = 0, int Unreachable = 0, int Voicemail = 0)
{
    /// <summary>How many attempts have failed with a cause; 0 for a wrong number, which ends the callback.</summary>
    /// <param name="cause">The cause.</param>
    public int Of(FailureCause cause) => cause switch
    {
        FailureCause.Busy => Busy,
        FailureCause.NoAnswer => NoAnswer,
        FailureCause.Unreachable => Unreachable,
        FailureCause.Voicemail => Voicemail,
        _ => 0,
    };

    /// <summary>The counts with one more attempt that has failed.</summary>
    /// <param name="cause">Why it has failed.</param>
    public FailureCounts Plus(FailureCause cause) => cause switch
    {
        FailureCause.Busy => this with { Busy = Busy + 1 },
        FailureCause.NoAnswer => this with { NoAnswer = NoAnswer + 1 },
        FailureCause.Unreachable => this with { Unreachable = Unreachable + 1 },
        FailureCause.Voicemail => this with { Voicemail = Voicemail + 1 },
        _ => this,
    };
}
