using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 26: no contact is offered to the same agent again within the repeat time after that agent rejected it. Engines from before this
/// law wrote rejections without a reason, and are not held to it: their journals may have offers that loop.</summary>
internal sealed class OfferRepetition : ILawCheck
{
    private const int Law = 26;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (record.Recorded.Event is not ContactOffered offered || model.QueueOf(record) is not { } queue
            || queue.Find(offered.ContactId)?.RejectionOf(offered.AgentId) is not { Reason: not null } rejection)
            return;
        var earliest = rejection.At.AddSeconds(queue.RejectRepeatSeconds);
        if (record.Recorded.At < earliest)
            violations.Add(Law,
                $"Contact {offered.ContactId} was offered to agent {offered.AgentId} again at {record.Recorded.At:O}, "
                + $"who rejected it at {rejection.At:O}: not before {earliest:O}.");
    }
}
