using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Queues;

/// <summary>An index of the callback requests that have a place in the queue, by the caller. Made when it is first needed, and kept from then on.</summary>
internal sealed class CallerCallbacks(QueueState state)
{
    private Dictionary<CallerAddress, HashSet<QueuedContact>>? _byCaller;

    /// <summary>The callback requests of a caller that have a place.</summary>
    public IReadOnlyCollection<QueuedContact> Of(CallerAddress caller)
    {
        if (_byCaller is null)
        {
            _byCaller = [];
            foreach (var contact in state.Contacts.Values)
                Update(contact, gone: false);
        }
        return _byCaller.GetValueOrDefault(caller) ?? (IReadOnlyCollection<QueuedContact>)[];
    }

    /// <summary>Takes note that a contact has changed.</summary>
    public void OnChange(ContactId id)
    {
        if (_byCaller is null)
            return;
        if (state.Contacts.TryGetValue(id, out var contact))
            Update(contact, gone: false);
        else if (state.JustFinished is { } finished && finished.Contact.Id == id)
            Update(finished.Contact, gone: true);
        else if (state.JustMoved is { } moved && moved.Id == id)
            Update(moved, gone: true);
    }

    private void Update(QueuedContact contact, bool gone)
    {
        if (!contact.IsCallback || contact.Contact.Caller is not { } caller)
            return;
        var there = _byCaller!.TryGetValue(caller, out var callbacks);
        if (!gone && contact.IsQueued)
        {
            if (!there)
                _byCaller.Add(caller, callbacks = []);
            callbacks!.Add(contact);
        }
        else if (there && callbacks!.Remove(contact) && callbacks.Count == 0)
        {
            _byCaller.Remove(caller);
        }
    }
}
