using System.Collections.Immutable;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Views;

/// <summary>What a queue's events say of the queue: no more than explaining one of its contacts needs.</summary>
internal sealed class QueuePicture
{
    private readonly Dictionary<ContactId, LineEntry> _contacts = [];

    /// <summary>Its policy.</summary>
    public QueueSettings Settings { get; private set; } = QueueSettings.Default("");

    /// <summary>The agents who work in it.</summary>
    public ImmutableDictionary<AgentId, Assignment> Assignments { get; private set; } = ImmutableDictionary<AgentId, Assignment>.Empty;

    /// <summary>The contacts its agents are being offered.</summary>
    public ImmutableDictionary<AgentId, ContactId> OpenOffers { get; private set; } = ImmutableDictionary<AgentId, ContactId>.Empty;

    /// <summary>How many contacts are in line, waiting or recording.</summary>
    public int InLine => _contacts.Values.Count(entry => entry.InLine);

    /// <summary>A contact that is not finished here; null where there is none.</summary>
    public LineEntry? Find(ContactId contact) => _contacts.GetValueOrDefault(contact);

    /// <summary>A contact's place in line, from 1.</summary>
    public int PositionOf(ContactId contact)
    {
        var key = _contacts.GetValueOrDefault(contact)?.Key;
        return 1 + _contacts.Values.Count(entry => entry.InLine && key is { } own && entry.Key.CompareTo(own) < 0);
    }

    /// <summary>Takes the queue's next event in.</summary>
    public void Apply(IQueueEvent happened, DateTimeOffset at)
    {
        switch (happened)
        {
            case QueueConfigured configured:
                Settings = configured.Settings;
                break;
            case AgentJoined joined:
                Assignments = Assignments.SetItem(joined.AgentId, joined.Assignment);
                break;
            case AgentLeft left:
                Assignments = Assignments.Remove(left.AgentId);
                break;
            case ContactArrived arrived:
                _contacts[arrived.ContactId] = new LineEntry(arrived.Contact, at);
                break;
            case ContactTakenOver taken:
                _contacts[taken.ContactId] = new LineEntry(taken.Contact, at);
                break;
            case ContactMoved or ContactFinished:
                _contacts.Remove(((IContactEvent)happened).ContactId);
                break;
            case IContactEvent ofContact when _contacts.TryGetValue(ofContact.ContactId, out var entry):
                Apply(ofContact, entry, at);
                break;
        }
    }

    private void Apply(IContactEvent happened, LineEntry entry, DateTimeOffset at)
    {
        switch (happened)
        {
            case RecordingStarted:
                entry.Recording = true;
                break;
            case RecordingGivenUp:
                entry.Recording = false;
                break;
            case CallbackRequested requested:
                entry.Recording = false;
                entry.IsCallback = true;
                entry.Key = requested.Key;
                break;
            case OrderKeyChanged changed:
                entry.Key = changed.Key;
                break;
            case ContactOffered offered:
                entry.InLine = false;
                OpenOffers = OpenOffers.SetItem(offered.AgentId, offered.ContactId);
                break;
            case OfferEnded ended:
                entry.InLine = ended.Outcome != OfferOutcome.Accepted;
                OpenOffers = OpenOffers.Remove(ended.AgentId);
                if (ended.Outcome == OfferOutcome.Rejected)
                    entry.RejectedAt = entry.RejectedAt.SetItem(ended.AgentId, at);
                break;
            case ContactReturned:
                entry.InLine = true;
                break;
            case CallbackScheduled:
                entry.InLine = false;
                break;
            case CallbackReentered reentered:
                entry.InLine = true;
                entry.Key = reentered.Key;
                break;
        }
    }

    /// <summary>A contact that is not finished.</summary>
    internal sealed class LineEntry(Contact contact, DateTimeOffset enteredAt)
    {
        public Contact Contact => contact;

        /// <summary>When it came into this queue.</summary>
        public DateTimeOffset EnteredAt => enteredAt;

        public OrderKey Key { get; set; } = contact.Key;

        /// <summary>Whether it is in line, waiting or recording.</summary>
        public bool InLine { get; set; } = true;

        /// <summary>Whether its caller is leaving a message: then it is not offered.</summary>
        public bool Recording { get; set; }

        public bool IsCallback { get; set; } = contact.Callback is not null;

        /// <summary>Who has rejected it, and when last.</summary>
        public ImmutableDictionary<AgentId, DateTimeOffset> RejectedAt { get; set; } = ImmutableDictionary<AgentId, DateTimeOffset>.Empty;
    }
}
