using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 24: a window never holds more callbacks than its capacity. What was booked before the capacity was lowered stays, and nothing is added to it.</summary>
internal sealed class WindowCapacities : ILawCheck
{
    private const int Law = 24;

    public void After(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (BookedBy(record.Recorded.Event) is not var (contact, window) || model.QueueOf(record) is not { } queue)
            return;
        var capacity = queue.Settings?.Callbacks.Windows?.Capacity ?? 0;
        var held = queue.Contacts.Values.Count(other => other is { State: ContactState.Scheduled, Window.From: var start } && start >= window.From && start < window.To);
        if (held > capacity)
            violations.Add(Law, $"Callback {contact} is the {held}. in the window of {window.From:O} of queue {queue.Id}, which holds {capacity}.");
    }

    private static (ContactId Contact, CallbackWindow Window)? BookedBy(IEvent happened) => happened switch
    {
        ContactArrived { Contact.Callback.Window: { } window } arrived => (arrived.ContactId, window),
        CallbackRequested { Window: { } window } requested => (requested.ContactId, window),
        CallbackScheduled { Window: { } window } scheduled => (scheduled.ContactId, window),
        _ => null,
    };
}
