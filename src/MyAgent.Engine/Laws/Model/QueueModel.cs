using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws.Model;

/// <summary>The model of a queue, folded from the events of the queue.</summary>
internal sealed class QueueModel(QueueId id)
{
    /// <summary>Repeated here, independent of the rules, so that their default is checked.</summary>
    private const double DefaultRejectRepeatSeconds = 5;

    private static readonly Comparer<ContactModel> ByPlace = Comparer<ContactModel>.Create((one, other) =>
        Compare(one.Key, other.Key) is var byKey and not 0 ? byKey : string.CompareOrdinal(one.Id.Value, other.Id.Value));

    private static readonly Comparer<ContactModel> ByWait = Comparer<ContactModel>.Create((one, other) =>
        one.EnteredAt.CompareTo(other.EnteredAt) is var byTime and not 0 ? byTime : ByPlace.Compare(one, other));

    public QueueId Id => id;

    /// <summary>Its settings; null before it is configured.</summary>
    public QueueSettings? Settings { get; set; }

    /// <summary>How long a contact is not offered again to an agent that has rejected it, in seconds (rule 33b).</summary>
    public double RejectRepeatSeconds => Settings?.RejectRepeatSeconds ?? DefaultRejectRepeatSeconds;

    /// <summary>The assignments it has learned of, with the agent's revision that said so.</summary>
    public Dictionary<AgentId, (Assignment Assignment, long Revision)> Agents { get; } = [];

    /// <summary>The revision at which each agent joined or left last.</summary>
    public Dictionary<AgentId, long> Revisions { get; } = [];

    /// <summary>Those of its agents who are available.</summary>
    public HashSet<AgentId> Available { get; } = [];

    /// <summary>The contacts that are not finished.</summary>
    public Dictionary<ContactId, ContactModel> Contacts { get; } = [];

    /// <summary>The calls that may be offered, in order.</summary>
    public SortedSet<ContactModel> Calls { get; } = new(ByPlace);

    /// <summary>The faxes and e-mails that may be offered, in order.</summary>
    public SortedSet<ContactModel> Documents { get; } = new(ByPlace);

    /// <summary>The callbacks that may be offered, in order.</summary>
    public SortedSet<ContactModel> Callbacks { get; } = new(ByPlace);

    /// <summary>All that may be offered, the longest wait first.</summary>
    public SortedSet<ContactModel> LongestWaitFirst { get; } = new(ByWait);

    /// <summary>The number of contacts waiting or recording.</summary>
    public int QueuedCount { get; private set; }

    /// <summary>The number of those that are moving to another queue.</summary>
    public int Moving { get; private set; }

    /// <summary>What each agent has from this queue: an open offer, or the offer under which a contact is engaged.</summary>
    public Dictionary<AgentId, OfferModel> With { get; } = [];

    /// <summary>Where contacts were sent on to, until they are finished there.</summary>
    public Dictionary<ContactId, QueueId> SentOn { get; } = [];

    /// <summary>Where contacts were sent on to that are finished here, and since when: the other queue may take one over before it hears.</summary>
    public Dictionary<ContactId, (QueueId To, DateTimeOffset At)> NoLongerSentOn { get; } = [];

    /// <summary>What it has taken over and from where, until the other queue knows.</summary>
    public HashSet<(ContactId Contact, QueueId From)> TakenOver { get; } = [];

    /// <summary>The connectors that are lost, as far as the queue has heard, and the round of the newest news of each.</summary>
    public Dictionary<ConnectorId, (long Round, bool IsLost)> Connectors { get; } = [];

    /// <summary>The alarms that are raised.</summary>
    public HashSet<AlarmKind> Alarms { get; } = [];

    /// <summary>The callback that the queue's newest event superseded; its place belongs to the call that comes with it.</summary>
    public (ContactModel Callback, EventPosition Position)? Superseded { get; set; }

    public long LastOffer { get; set; }

    public long LastSerial { get; set; }

    public ContactModel? Find(ContactId contact) => Contacts.GetValueOrDefault(contact);

    /// <summary>Takes a contact out of the waiting list and the counts, before it changes.</summary>
    public void TakeOut(ContactModel contact)
    {
        Contacts.Remove(contact.Id);
        Count(contact, -1);
        if (contact.MayBeOffered)
        {
            LineOf(contact).Remove(contact);
            LongestWaitFirst.Remove(contact);
        }
        if (contact.State is ContactState.Offered or ContactState.Engaged && contact.Offer is { } offer)
            With.Remove(offer.Agent);
    }

    /// <summary>Puts a contact where it now stands.</summary>
    public void Put(ContactModel contact)
    {
        Contacts[contact.Id] = contact;
        Count(contact, +1);
        if (contact.MayBeOffered)
        {
            LineOf(contact).Add(contact);
            LongestWaitFirst.Add(contact);
        }
        if (contact.State is ContactState.Offered or ContactState.Engaged && contact.Offer is { } offer)
            With[offer.Agent] = offer;
    }

    /// <summary>The order of the waiting list, repeated here, independent of the rules, so that their order is checked: high priority first, then early, then
    /// low serial number.</summary>
    public static int Compare(OrderKey one, OrderKey other) =>
        (-one.Priority, one.At, one.Serial).CompareTo((-other.Priority, other.At, other.Serial));

    /// <summary>Takes note of whether a connector is lost.</summary>
    public void Hear(ConnectorNewsHeard heard)
    {
        Connectors[heard.Connector] = (heard.Round, heard.IsLost);
        foreach (var call in Contacts.Values.Where(contact => contact.Connector == heard.Connector && contact.IsCall).ToList())
        {
            TakeOut(call);
            call.IsWithheld = heard.IsLost;
            Put(call);
        }
    }

    private SortedSet<ContactModel> LineOf(ContactModel contact) => contact.IsCallback ? Callbacks : contact.IsCall ? Calls : Documents;

    private void Count(ContactModel contact, int by)
    {
        if (!contact.IsQueued)
            return;
        QueuedCount += by;
        if (contact.MovingTo is not null)
            Moving += by;
    }
}
