using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Projections.Contacts;

/// <summary>The moves of contacts from one queue to another. A move is kept as long as its contact.</summary>
internal sealed class ContactMoves
{
    private readonly Dictionary<ContactKey, QueueId> _movedTo = [];
    private readonly Dictionary<ContactKey, HashSet<QueueId>> _cameFrom = [];

    /// <summary>The last queue of a contact that was in this one. Always terminates: a contact that returns to a queue has not moved on from there.</summary>
    public ContactKey Follow(ContactKey place)
    {
        // Two closed queues that name each other could make a ring; no contact goes through one queue twice on its way.
        for (var moves = 0; moves <= _movedTo.Count && _movedTo.TryGetValue(place, out var to); moves++)
            place = place with { QueueId = to };
        return place;
    }

    /// <summary>Whether a contact came to this place from a queue, directly or by others.</summary>
    /// <param name="place">The place.</param>
    /// <param name="isMeant">Whether a queue is one of those that are asked for.</param>
    public bool CameFrom(ContactKey place, Func<QueueId, bool> isMeant) => CameFrom(place, isMeant, []);

    /// <summary>A contact has gone to another queue.</summary>
    public void Move(ContactKey origin, QueueId to)
    {
        _movedTo[origin] = to;
        var there = origin with { QueueId = to };
        if (!_cameFrom.TryGetValue(there, out var origins))
            _cameFrom.Add(there, origins = []);
        origins.Add(origin.QueueId);
    }

    /// <summary>A contact has come to this place, so it has not moved on from there.</summary>
    public void Arrive(ContactKey place)
    {
        if (_movedTo.Remove(place, out var to))
            _cameFrom.GetValueOrDefault(place with { QueueId = to })?.Remove(place.QueueId);
    }

    /// <summary>The contact that has ended in this place is forgotten, and so is its way there.</summary>
    public void Forget(ContactKey place)
    {
        if (!_cameFrom.Remove(place, out var origins))
            return;
        foreach (var origin in origins.Select(queue => place with { QueueId = queue }))
        {
            _movedTo.Remove(origin);
            Forget(origin);
        }
    }

    private bool CameFrom(ContactKey place, Func<QueueId, bool> isMeant, HashSet<ContactKey> seen) =>
        seen.Add(place) && _cameFrom.TryGetValue(place, out var origins)
        && origins.Any(origin => isMeant(origin) || CameFrom(place with { QueueId = origin }, isMeant, seen));
}
