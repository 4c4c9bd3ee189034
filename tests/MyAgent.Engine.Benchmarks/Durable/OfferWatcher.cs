using System.Collections.Concurrent;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>Follows the journal, as an agent desk does, and notifies the client that brought a contact when it is offered.</summary>
internal sealed class OfferWatcher
{
    private readonly ConcurrentDictionary<ContactId, TaskCompletionSource<Ringing>> _awaited = [];

    /// <summary>Completes when the contact rings at an agent.</summary>
    public Task<Ringing> RingsAsync(ContactId contact)
    {
        var ringing = new TaskCompletionSource<Ringing>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[contact] = ringing;
        return ringing.Task;
    }

    /// <summary>Follows until cancelled.</summary>
    public async Task FollowAsync(IJournalFeed journal, CancellationToken cancel)
    {
        try
        {
            await foreach (var record in journal.FollowAsync(await journal.LastOrderingAsync(cancel), cancel: cancel))
            {
                if (record.Recorded.Event is OfferReceived { Offer: var offer } && _awaited.TryRemove(offer.Contact.ContactId, out var ringing))
                    ringing.SetResult(new Ringing(new AgentId(record.Entity.Id), offer.OfferId));
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The run is over.
        }
    }
}

/// <summary>An offer at an agent.</summary>
internal readonly record struct Ringing(AgentId Agent, OfferId Offer);
