using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Counts the events of a journal (law 13).</summary>
internal sealed class EventCounter
{
    private readonly Dictionary<ContactOutcome, long> _finished = Enum.GetValues<ContactOutcome>().ToDictionary(outcome => outcome, _ => 0L);
    private readonly Dictionary<OfferOutcome, long> _offerEnds = Enum.GetValues<OfferOutcome>().ToDictionary(outcome => outcome, _ => 0L);
    private long _events;
    private long _arrived;
    private long _refused;
    private long _callbackRequests;
    private long _offers;

    public void Count(IEvent happened)
    {
        _events++;
        switch (happened)
        {
            case ContactArrived:
                _arrived++;
                break;
            case ContactRefused:
                _refused++;
                break;
            case CallbackRequested:
                _callbackRequests++;
                break;
            case ContactOffered:
                _offers++;
                break;
            case OfferEnded ended:
                _offerEnds[ended.Outcome]++;
                break;
            case ContactFinished finished:
                _finished[finished.Outcome]++;
                break;
        }
    }

    public LawCounts Of(JournalModel model)
    {
        var standing = Enum.GetValues<ContactState>().Where(state => state != ContactState.Done).ToDictionary(state => state, _ => 0L);
        foreach (var contact in model.Queues.SelectMany(queue => queue.Contacts.Values))
            standing[contact.State]++;
        return new LawCounts(
            _events, model.Agents.Count(agent => agent.Newest.SequenceNr > 0), model.Queues.Count(queue => queue.Settings is not null), _arrived, _refused,
            new Dictionary<ContactOutcome, long>(_finished), standing,
            _callbackRequests, _offers, new Dictionary<OfferOutcome, long>(_offerEnds));
    }
}
