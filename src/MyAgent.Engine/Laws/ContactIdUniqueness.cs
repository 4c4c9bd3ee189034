using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 29: a contact id is not given again while it is remembered. (That it is not while its contact is open is law 3.) Contacts whose arrival has no id are
/// from before that.</summary>
internal sealed class ContactIdUniqueness : ILawCheck
{
    private const int Law = 29;
    private const int Remembered = 10_000;

    private readonly HashSet<(EntityAddress Queue, ContactId Contact)> _open = [];
    private readonly Dictionary<EntityAddress, (HashSet<ContactId> Known, Queue<ContactId> Order)> _finished = [];

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        switch (record.Recorded.Event)
        {
            case ContactArrived { Contact: { Arrival: not null, ContactId: var id } }:
                if (_finished.TryGetValue(record.Entity, out var finished) && finished.Known.Contains(id))
                    violations.Add(Law, $"Contact {id} arrives, and a contact of that id was finished a short while ago.");
                _open.Add((record.Entity, id));
                break;
            case ContactTakenOver { Contact: { Arrival: not null, ContactId: var id } }:
                _open.Add((record.Entity, id));
                break;
            case ContactFinished { ContactId: var id } when _open.Remove((record.Entity, id)):
                Remember(record.Entity, id);
                break;
            case MovedContactFinished { ContactId: var id } when _open.Remove((record.Entity, id)):
                Remember(record.Entity, id);
                break;
        }
    }

    private void Remember(EntityAddress queue, ContactId contact)
    {
        if (!_finished.TryGetValue(queue, out var finished))
            _finished.Add(queue, finished = ([], new Queue<ContactId>()));
        if (!finished.Known.Add(contact))
            return;
        finished.Order.Enqueue(contact);
        if (finished.Order.Count > Remembered)
            finished.Known.Remove(finished.Order.Dequeue());
    }
}
