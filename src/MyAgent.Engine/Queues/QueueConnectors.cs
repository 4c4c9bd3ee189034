using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Queues;

/// <summary>What a queue has heard of a connector.</summary>
/// <param name="Connector">The connector.</param>
/// <param name="Round">The round of the news.</param>
/// <param name="IsLost">Whether it is lost: its calls are not offered.</param>
/// <param name="EndsCallsBefore">Its calls that arrived before this instant are to be ended; null for none.</param>
internal sealed record KnownConnector(ConnectorId Connector, long Round, bool IsLost, DateTimeOffset? EndsCallsBefore);

/// <content>The calls of each connector, and which connectors are lost (rule 30).</content>
internal sealed partial class QueueState
{
    private readonly Dictionary<ConnectorId, SortedSet<QueuedContact>> _calls = [];

    /// <summary>What the queue has heard of connectors that were once lost.</summary>
    public Dictionary<ConnectorId, KnownConnector> Connectors { get; } = [];

    /// <summary>The connectors that have calls here.</summary>
    public IReadOnlyCollection<ConnectorId> ConnectorsWithCalls => _calls.Keys;

    /// <summary>The open calls of a connector, the earliest arrival first.</summary>
    public IReadOnlyCollection<QueuedContact> CallsOf(ConnectorId connector) => _calls.GetValueOrDefault(connector) ?? (IReadOnlyCollection<QueuedContact>)[];

    private void Hear(ConnectorNewsHeard heard)
    {
        Connectors[heard.Connector] = new KnownConnector(heard.Connector, heard.Round, heard.IsLost, heard.EndsCallsBefore);
        foreach (var call in CallsOf(heard.Connector))
            call.IsWithheld = heard.IsLost;
    }

    /// <summary>Adds an open contact to the calls of its connector, where it is one.</summary>
    private void AddCall(QueuedContact contact)
    {
        if (!ConnectorRules.IsCall(contact.Contact))
            return;
        var connector = contact.Contact.Connector!.Name;
        if (!_calls.TryGetValue(connector, out var calls))
            _calls.Add(connector, calls = new SortedSet<QueuedContact>(ByArrival.Order));
        calls.Add(contact);
        contact.IsWithheld = Connectors.GetValueOrDefault(connector)?.IsLost ?? false;
    }

    /// <summary>Takes a contact out of the calls of its connector: it is finished, has moved on, or becomes a callback request.</summary>
    private void RemoveCall(QueuedContact contact)
    {
        contact.IsWithheld = false;
        if (contact.Contact.Connector?.Name is not { } connector || !_calls.TryGetValue(connector, out var calls) || !calls.Remove(contact) || calls.Count > 0)
            return;
        _calls.Remove(connector);
    }
}

/// <summary>Orders the calls of a connector by their arrival.</summary>
internal sealed class ByArrival : IComparer<QueuedContact>
{
    public static readonly ByArrival Order = new();

    public int Compare(QueuedContact? x, QueuedContact? y)
    {
        var byArrival = x!.Contact.Connector!.ArrivedAt.CompareTo(y!.Contact.Connector!.ArrivedAt);
        return byArrival != 0 ? byArrival : string.CompareOrdinal(x.Id.Value, y.Id.Value);
    }
}
