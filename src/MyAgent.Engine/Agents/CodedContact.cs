using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Agents;

/// <summary>A contact of a queue with wrap-up codes, while its agent may set its code: from acceptance until the wrap-up that follows it ends (rule 32).</summary>
/// <param name="OfferId">The offer under which the agent has or had it.</param>
/// <param name="ContactId">The contact.</param>
/// <param name="Codes">The codes that the offer carried.</param>
/// <param name="Code">Its code; null while none is set.</param>
/// <param name="Note">The agent's note; null for none.</param>
internal sealed record CodedContact(OfferId OfferId, ContactId ContactId, OfferedCodes Codes, WrapUpCodeId? Code = null, string? Note = null)
{
    /// <summary>Whether the agent must choose a code before <em>Available</em>.</summary>
    internal bool NeedsCode => Codes.Required && Code is null;

    /// <summary>The contact of an accepted offer; null where its queue has no codes.</summary>
    internal static CodedContact? Of(Offer offer) => offer.OfferedCodes is { } codes ? new CodedContact(offer.OfferId, offer.Contact.ContactId, codes) : null;

    /// <summary>The same contact with a code.</summary>
    internal CodedContact With(WrapUpCodeSet set) => this with { Code = set.Code, Note = set.Note };
}
