using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Projections.Contacts;

/// <summary>The contacts that closed queues have sent on and that have not arrived yet, with the queues they came through.</summary>
internal sealed class Redirections
{
    private readonly Dictionary<ContactKey, IReadOnlyList<QueueId>> _onTheirWay = [];

    /// <summary>A closed queue has sent a contact on.</summary>
    /// <param name="origin">The closed queue and the contact.</param>
    /// <param name="to">The queue that it was sent to.</param>
    public void Add(ContactKey origin, QueueId to) => _onTheirWay[origin with { QueueId = to }] = [.. Take(origin), origin.QueueId];

    /// <summary>A contact has arrived, or was refused.</summary>
    /// <returns>The closed queues that it came through, the first one first; none for a contact that came to this queue itself.</returns>
    public IReadOnlyList<QueueId> Take(ContactKey place) => _onTheirWay.Remove(place, out var queues) ? queues : [];
}
