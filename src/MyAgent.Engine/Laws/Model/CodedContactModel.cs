using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Laws.Model;

/// <summary>A contact of a queue with wrap-up codes, from its acceptance until the agent has wrapped it up.</summary>
internal sealed class CodedContactModel(Offer offer)
{
    public Offer Offer => offer;

    public OfferedCodes Codes => offer.OfferedCodes!;

    /// <summary>The code that it now has; null for none.</summary>
    public WrapUpCodeId? Code { get; set; }

    /// <summary>Whether <see cref="Code"/> is there because the agent chose none.</summary>
    public bool ByDefault { get; set; }
}
