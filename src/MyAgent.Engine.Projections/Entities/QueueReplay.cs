using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Entities;

/// <summary>One queue with its agents and the contacts that are not finished, folded from its own events only. Not safe for use by several threads.</summary>
/// <param name="queue">The queue.</param>
internal sealed class QueueReplay(QueueId queue)
{
    private readonly Dictionary<ContactId, ContactRecord> _contacts = [];
    private readonly Dictionary<AgentId, Assignment> _members = [];
    private QueueSettings? _settings;

    /// <summary>The number of contacts that are not finished.</summary>
    public int ContactCount => _contacts.Count;

    /// <summary>Restores a queue from a checkpoint.</summary>
    public static QueueReplay Of(QueueCheckpoint checkpoint)
    {
        var history = new QueueReplay(checkpoint.QueueId) { _settings = checkpoint.Settings };
        foreach (var contact in checkpoint.Contacts)
            history._contacts[contact.ContactId] = contact;
        foreach (var member in checkpoint.Members)
            history._members[member.AgentId] = member.Assignment;
        return history;
    }

    /// <summary>The queue as it is now.</summary>
    public QueueStateAt State => new(_settings ?? QueueSettings.Default(queue.Value), new Dictionary<AgentId, Assignment>(_members), [.. _contacts.Values]);

    /// <summary>The checkpoint of the current state.</summary>
    public QueueCheckpoint Checkpoint => new(queue)
    {
        Settings = _settings, Members = [.. _members.Select(member => new QueueMember(member.Key, member.Value))], Contacts = [.. _contacts.Values],
    };

    /// <summary>Folds the queue's next event.</summary>
    public void Fold(RecordedEvent recorded)
    {
        switch (recorded.Event)
        {
            case QueueConfigured configured:
                _settings = configured.Settings;
                break;
            case QueueRemoved:
                _settings = null;
                break;
            case AgentJoined joined:
                _members[joined.AgentId] = joined.Assignment;
                break;
            case AgentLeft left:
                _members.Remove(left.AgentId);
                break;
            case ContactArrived arrived:
                Enter(arrived.Contact, recorded.At, arrived.DueAt, arrived.HeldFor);
                break;
            case ContactTakenOver taken:
                Enter(taken.Contact, recorded.At, heldFor: taken.HeldFor);
                break;
            case ContactMoved moved:
                _contacts.Remove(moved.ContactId);
                break;
            case ContactFinished finished:
                _contacts.Remove(finished.ContactId);
                break;
            case IContactEvent happened when _contacts.TryGetValue(happened.ContactId, out var contact):
                _contacts[happened.ContactId] = contact.After(happened, recorded.At);
                break;
        }
    }

    private void Enter(Contact contact, DateTimeOffset at, DateTimeOffset? dueAt = null, AgentHold? heldFor = null) =>
        _contacts[contact.ContactId] = ContactRecord.Entered(queue, contact, at, dueAt, heldFor);
}
