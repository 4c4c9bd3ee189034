using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Queues;

/// <summary>The wrap-up codes of a queue (rule 32).</summary>
/// <param name="Codes">The codes, in the order in which agents see them; at most <see cref="MaxCodes"/>. Each id stands there once.</param>
/// <param name="Required">Whether an agent must choose a code before <em>Available</em>; default false.</param>
/// <param name="Default">The code that is recorded where an agent has chosen none, one of <paramref name="Codes"/>; null (the default) for none. Must be set where a code
/// is required.</param>
public sealed record WrapUpCodeSettings(IReadOnlyList<WrapUpCode> Codes, bool Required = false, WrapUpCodeId? Default = null)
{
    /// <summary>The most codes of a queue: every offer carries their ids.</summary>
    public const int MaxCodes = 500;

    private const string Field = "wrapUpCodes";

    /// <summary>What an offer carries of them; null where there are none.</summary>
    internal OfferedCodes? ToOffered() => Codes.Count == 0 ? null : new OfferedCodes([.. Codes.Select(code => code.Code)], Required, Default);

    /// <summary>Why they cannot be set; null where they can.</summary>
    internal Refusal? Refuse()
    {
        if (Codes.Count > MaxCodes)
            return Refusals.Invalid("outOfRange", $"{Field}.codes", $"{Field}.codes", Text(MaxCodes)) with { Case = "entries" };
        var seen = new HashSet<WrapUpCodeId>();
        for (var index = 0; index < Codes.Count; index++)
        {
            if (!seen.Add(Codes[index].Code))
                return Refusals.Invalid("givenTwice", $"{Field}.codes[{Text(index)}].code", $"{Field}.codes", Codes[index].Code.Value);
        }
        if (Default is { } code && !seen.Contains(code))
            return Refusals.Invalid("unknownWrapUpCode", $"{Field}.default", code.Value) with { Case = "default" };
        return Required && Default is null ? Refusals.Invalid("defaultCodeMissing", $"{Field}.default") : null;
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A wrap-up code: what a contact was about, or how it went.</summary>
/// <param name="Code">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Group">The name of the group under which agents see it; null (the default) for none.</param>
public sealed record WrapUpCode(WrapUpCodeId Code, string Name, string? Group = null);
