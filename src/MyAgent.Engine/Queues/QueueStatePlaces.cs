using System.Runtime.InteropServices;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Queues;

/// <content>Where each contact stands: in the waiting list, scheduled, or with an agent.</content>
internal sealed partial class QueueState
{
    /// <summary>Rule 35: the position to tell the caller of a contact in the waiting list.</summary>
    public int PositionToSay(QueuedContact contact) => contact is { MovingTo: not null, LeastPosition: { } said } ? said : WaitingList.LeastRankOf(contact) + 1;

    private void Enter(QueuedContact contact)
    {
        Contacts.Add(contact.Id, contact);
        AddCall(contact);
        if (contact.IsQueued)
            AddToWaitingList(contact);
        Count(contact);
    }

    private void AddToWaitingList(QueuedContact contact) => WaitingList.Add(contact, contact.LeastPosition - 1);

    /// <summary>Changes a contact. One that stays in the waiting list moves there in one step, so that those that it does not pass keep their positions.</summary>
    private void ChangeInPlace(QueuedContact contact, IContactEvent happened, DateTimeOffset at)
    {
        Uncount(contact);
        if (!contact.IsQueued)
        {
            Change(contact, happened, at);
            if (contact.IsQueued)
                AddToWaitingList(contact);
        }
        else
        {
            var isMoving = contact.MovingTo is not null;
            var least = WaitingList.Change(contact, () =>
            {
                Change(contact, happened, at);
                return contact.IsQueued;
            });
            // What a caller is told stays as it is while the contact moves: the other queue goes on from it.
            if (!isMoving)
                contact.LeastPosition = least + 1;
        }
        Count(contact);
    }

    private void Remove(QueuedContact contact)
    {
        Uncount(contact);
        if (contact.IsQueued)
            WaitingList.Remove(contact);
        RemoveCall(contact);
        Contacts.Remove(contact.Id);
    }

    /// <summary>Takes a contact out of what is kept of it apart from the waiting list.</summary>
    private void Uncount(QueuedContact contact)
    {
        if (contact.State == ContactState.Recording)
            Recordings.Remove(contact);
        if (contact is { IsQueued: true, IsCallback: true })
            CallbackCount--;
        if (contact.State == ContactState.Scheduled)
        {
            Scheduled.Remove(contact);
            if (contact.Contact.Callback!.Window is { From: var start } && --CollectionsMarshal.GetValueRefOrAddDefault(Promised, start, out _) == 0)
                Promised.Remove(start);
        }
        else if (contact.IsWithAgent)
            WithAgents.Remove(contact.Offer!.Value);
    }

    private void Count(QueuedContact contact)
    {
        if (contact.State == ContactState.Recording)
            Recordings.Add(contact);
        if (contact is { IsQueued: true, IsCallback: true })
            CallbackCount++;
        if (contact.State == ContactState.Scheduled)
        {
            Scheduled.Add(contact);
            if (contact.Contact.Callback!.Window is { From: var start })
                CollectionsMarshal.GetValueRefOrAddDefault(Promised, start, out _)++;
        }
        else if (contact.IsWithAgent)
            WithAgents.Add(contact.Offer!.Value, contact);
    }
}
