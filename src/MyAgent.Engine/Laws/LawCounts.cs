using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Laws;

/// <summary>What a journal holds, counted event by event: the figures of every projection must equal these counts (law 13).</summary>
/// <param name="Events">All events.</param>
/// <param name="Agents">Agents with events.</param>
/// <param name="Queues">Queues that were configured.</param>
/// <param name="Arrived">Contacts that came in; one that moved on to another queue came in once.</param>
/// <param name="Refused">Contacts that were not let in.</param>
/// <param name="Finished">Contacts finished, by outcome.</param>
/// <param name="Standing">Contacts not finished, by where they stand.</param>
/// <param name="CallbackRequests">Calls that became callback requests.</param>
/// <param name="Offers">Offers made by queues.</param>
/// <param name="OfferEnds">Offers ended at queues, by outcome.</param>
internal sealed record LawCounts(
    long Events,
    int Agents,
    int Queues,
    long Arrived,
    long Refused,
    IReadOnlyDictionary<ContactOutcome, long> Finished,
    IReadOnlyDictionary<ContactState, long> Standing,
    long CallbackRequests,
    long Offers,
    IReadOnlyDictionary<OfferOutcome, long> OfferEnds);
