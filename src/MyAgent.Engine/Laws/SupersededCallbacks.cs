using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 27: a callback is superseded only by a contact of the same known caller. Where the arrival names the callback whose place it takes, it
/// was written by an engine that compares the callback's number too, and is held to that.</summary>
internal sealed class SupersededCallbacks : ILawCheck
{
    private const int Law = 27;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (record.Recorded.Event is not ContactArrived { Contact: var call } arrived || model.QueueOf(record) is not { } queue)
            return;
        if (queue.Superseded is not { Callback: var callback })
        {
            if (arrived.Resumes is { } resumed)
                violations.Add(Law, $"Contact {call.ContactId} takes the place of callback {resumed}, which was not superseded for it.");
            return;
        }
        if (call.Caller is not { } caller || caller != callback.Caller)
            violations.Add(Law,
                $"Contact {call.ContactId} of {call.Caller?.Value ?? "a withheld number"} "
                + $"superseded callback {callback.Id} of {callback.Caller?.Value ?? "a withheld number"}.");
        else if (arrived.Resumes is { } named && named != callback.Id)
            violations.Add(Law, $"Contact {call.ContactId} takes the place of callback {named}, and {callback.Id} was superseded.");
        else if (arrived.Resumes is not null && callback.Number != caller.Value)
            violations.Add(Law,
                $"Contact {call.ContactId} of {caller} superseded callback {callback.Id}, "
                + $"which asks to be called at {callback.Number}: another person may be behind it.");
    }
}
