using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Queues;

/// <summary>An index of the open callbacks of a queue. Made when it is first needed, and kept from then on.</summary>
/// <param name="state">The queue.</param>
/// <param name="keyOf">The text by which a callback is found, which never changes; null where it cannot be found.</param>
/// <param name="isIncluded">Whether a callback is in the index where it now stands.</param>
internal sealed class CallbackIndex(QueueState state, Func<QueuedContact, string?> keyOf, Func<QueuedContact, bool> isIncluded)
{
    private Dictionary<string, HashSet<QueuedContact>>? _byKey;

    /// <summary>The callbacks that have a place in the waiting list, by the caller's address.</summary>
    public static CallbackIndex ByCaller(QueueState state) => new(state, contact => contact.Contact.Caller?.Value, contact => contact.IsQueued);

    /// <summary>The callbacks that are not finished, by the number to call.</summary>
    public static CallbackIndex ByNumber(QueueState state) => new(state, contact => contact.Contact.Callback!.Number, _ => true);

    /// <summary>The callbacks with a key.</summary>
    public IReadOnlyCollection<QueuedContact> Of(string key)
    {
        if (_byKey is null)
        {
            _byKey = [];
            foreach (var contact in state.Contacts.Values)
                Update(contact, gone: false);
        }
        return _byKey.GetValueOrDefault(key) ?? (IReadOnlyCollection<QueuedContact>)[];
    }

    /// <summary>Takes note that a contact has changed.</summary>
    public void OnChange(ContactId id)
    {
        if (_byKey is null)
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
        if (!contact.IsCallback || keyOf(contact) is not { } key)
            return;
        var there = _byKey!.TryGetValue(key, out var callbacks);
        if (!gone && isIncluded(contact))
        {
            if (!there)
                _byKey.Add(key, callbacks = []);
            callbacks!.Add(contact);
        }
        else if (there && callbacks!.Remove(contact) && callbacks.Count == 0)
        {
            _byKey.Remove(key);
        }
    }
}
