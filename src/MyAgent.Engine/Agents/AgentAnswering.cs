using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Agents;

/// <content>The agent as others see it.</content>
public sealed partial class AgentEntity
{
    private IReadOnlyList<AssignmentAnswer>? _assignments;

    private AgentAnswer Answer() => new(
        _id,
        _state.Name ?? _id.Value,
        _state.Status,
        _state.Since,
        _state.Ringing?.ExpiresAt ?? _state.WrapUp?.Until ?? _state.Break?.Until,
        _state.Held?.Overdue ?? false,
        _state.Next,
        _state.Break?.Reason,
        _state.Ringing?.Offer.QueueId ?? _state.Held?.Offer.QueueId ?? _state.WrapUp?.QueueId,
        _state.Ringing is { } ringing ? Answer(ringing) : null,
        _state.Held is { } held ? Answer(held) : null,
        _assignments ??= Assignments());

    private static OfferAnswer Answer(RingingOffer ringing)
    {
        var contact = ringing.Offer.Contact;
        return new OfferAnswer(ringing.Offer.OfferId, contact.ContactId, contact.Kind, contact.Caller, ringing.Offer.QueueId, ringing.ExpiresAt);
    }

    private static ContactInHand Answer(HeldContact held)
    {
        var contact = held.Offer.Contact;
        return new ContactInHand(
            contact.ContactId, contact.Kind, contact.Caller, held.Offer.QueueId, held.OverAt is not null, held.PopUpClosed, contact.Callback?.Number,
            contact.Message is null ? null : $"/v1/queues/{held.Offer.QueueId}/contacts/{contact.ContactId}/message", held.Outcome, held.DueAt);
    }

    private AssignmentAnswer[] Assignments() =>
    [
        .. _state.Links
            .Where(link => link.Value.Assignment is not null)
            .OrderBy(link => link.Key.Value, StringComparer.Ordinal)
            .Select(link => (Queue: link.Key, At: link.Value.Assignment!))
            .Select(link => new AssignmentAnswer(
                link.Queue, link.At.Kind, link.At.Skill, link.At.WrapUpSeconds, link.At.WrapUpExtensionSeconds, link.At.MaxWrapUpSeconds,
                link.At.Callbacks, link.At.OverflowAfterSeconds, link.At.OverflowAfterContacts)),
    ];
}
