using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Service.Demo;

/// <summary>One contact of the story: who comes, when, and what is done about it. Times are in beats.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Queue">The queue it comes to.</param>
/// <param name="Media">What it comes in by.</param>
/// <param name="Caller">The address it comes from.</param>
/// <param name="Name">Who that is.</param>
/// <param name="At">When it comes.</param>
internal sealed record ScriptedContact(string ContactId, string Queue, Media Media, string Caller, string Name, double At)
{
    /// <summary>How long an agent is engaged with it.</summary>
    public double Handling { get; init; } = 4;

    /// <summary>After how long the caller begins to leave a voice message; null for never.</summary>
    public double? LeavesMessageAfter { get; init; }

    /// <summary>After how long the caller hangs up; null for never.</summary>
    public double? HangsUpAfter { get; init; }

    /// <summary>Which offer of it is rejected, from 1; 0 for none.</summary>
    public int RejectedOffer { get; init; }

    /// <summary>Which offer of it is missed, from 1; 0 for none.</summary>
    public int MissedOffer { get; init; }

    /// <summary>Whether the agent asks for a break while engaged.</summary>
    public bool AsksForBreak { get; init; }

    /// <summary>Whether the agent presses Wrap-up in the wrap-up after it, and then Available.</summary>
    public bool ExtendsWrapUp { get; init; }

    /// <summary>Whether the pop-up is closed before the contact is over.</summary>
    public bool ClosesPopUpFirst { get; init; }

    /// <summary>Whether the first attempt to call back does not reach the caller.</summary>
    public bool NotReachedAtFirst { get; init; }
}
