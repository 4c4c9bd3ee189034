using MyAgent.Engine.Contacts;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>What has become of offers that are not open: an agent that missed the message asks again.</summary>
internal static class PastOffers
{
    /// <summary>The message to an agent that believes an offer open, or a contact its own, where it is not.</summary>
    public static IAgentMessage MessageAbout(QueueState state, OfferId offer, AgentId agent) =>
        OutcomeOf(state, offer, agent) is { } outcome ? outcome
        : EndedEngagement(state, offer, agent) is { } ended ? new ContactIsOver(offer, Finished: true, ended.EndedBy)
        : state.Finished.Under(offer) is { Accepted: true } finished ? new ContactIsOver(offer, Finished: true, finished.EndedBy)
        : new WithdrawOffer(offer);

    /// <summary>The outcome that a callback has under an offer; null where it has none.</summary>
    public static OutcomeRecorded? OutcomeOf(QueueState state, OfferId offer, AgentId agent)
    {
        if (EndedEngagement(state, offer, agent) is { } ended)
            return ended is { Outcome: ContactOutcome.Completed or ContactOutcome.NotReached } or { DueAt: not null }
                ? new OutcomeRecorded(offer, ended.Outcome, ended.DueAt)
                : null;
        // One without an attempt was booked by its caller, and not scheduled under its last offer.
        if (state.Scheduled.FirstOrDefault(contact => contact.Offer == offer && contact.Contact.Callback!.Attempts > 0) is { } scheduled)
            return new OutcomeRecorded(offer, Outcome: null, scheduled.DueAt);
        return state.Finished.Under(offer) is { Outcome: ContactOutcome.Completed or ContactOutcome.NotReached } finished
            ? new OutcomeRecorded(offer, finished.Outcome, DueAt: null)
            : null;
    }

    /// <summary>How what the agent accepted under an offer has ended; null where it has not, and where the agent has accepted another since, which shows
    /// that it knows.</summary>
    private static LastEngagement? EndedEngagement(QueueState state, OfferId offer, AgentId agent) =>
        state.LastEngagements.GetValueOrDefault(agent) is { } last && last.OfferId == offer ? last : null;
}
