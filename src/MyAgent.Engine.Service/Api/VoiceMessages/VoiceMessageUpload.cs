using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Api.Contacts;
using MyAgent.Engine.Service.Limits;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Api.VoiceMessages;

/// <summary>Stores what a caller has said and attaches it to the contact.</summary>
internal sealed class VoiceMessageUpload(
    ContactLookup contacts, IVoiceMessageStore messages, IJournalReader journal, UploadLimiter gate, ServerLimits limits, TimeProvider clock)
{
    /// <summary>Takes the sound in as it comes. An upload that is refused or cut short leaves nothing in the store.</summary>
    /// <param name="http">The request.</param>
    /// <param name="queue">The queue of the contact.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="type">What the sound is said to be.</param>
    /// <exception cref="ProblemException">400, 404, 408, 409, 413, 422 or 503.</exception>
    public async Task<ContactAnswer> TakeAsync(HttpContext http, QueueId queue, ContactId contact, string type)
    {
        // Before the body is read: without a contact the message would belong to nothing.
        await contacts.FindAsync(http, queue, contact);
        using var place = gate.Enter();
        var (stored, hash) = await StoreAsync(http, type);
        return await AttachAsync(http, queue, contact, stored, hash);
    }

    /// <returns>What was stored, and the hash of the sound: its id is made here and would be another in a repetition.</returns>
    private async Task<(VoiceMessage Stored, string Hash)> StoreAsync(HttpContext http, string type)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(limits.UploadSeconds), clock);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, timeout.Token);
        try
        {
            await using var sound = await AudioUpload.BeginAsync(http.Request, type, reading.Token);
            var position = await journal.LastOrderingAsync(reading.Token);
            var stored = await messages.StoreAsync(Guid.CreateVersion7().ToString("n"), type, sound, position, reading.Token);
            return (stored, sound.Hash);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new Problem(StatusCodes.Status408RequestTimeout, "uploadTooSlow", $"The upload did not end within {limits.UploadSeconds:0} seconds.").AsException();
        }
    }

    private async Task<ContactAnswer> AttachAsync(HttpContext http, QueueId queue, ContactId contact, VoiceMessage stored, string hash)
    {
        VoiceMessage? earlier;
        ContactAnswer answer;
        var sent = false;
        try
        {
            earlier = (await contacts.FindAsync(http, queue, contact)).Message;
            sent = true;
            answer = await contacts.SendAsync(
                http, queue, new AttachMessage(contact, stored), asGiven: new AttachMessage(contact, stored with { MessageId = hash }));
        }
        catch (Exception failure) when (!sent || failure is ProblemException)
        {
            // Any other failure leaves open whether the contact has the sound: OrphanedMessageCleanup finds out.
            await messages.DeleteAsync(stored.MessageId, CancellationToken.None);
            throw;
        }
        // Under a repeated key the answer speaks of the sound that was stored the first time.
        if (answer.Message?.MessageId != stored.MessageId)
        {
            await messages.DeleteAsync(stored.MessageId, CancellationToken.None);
            return answer;
        }
        await messages.KeepAsync(stored.MessageId, CancellationToken.None);
        if (earlier is not null && earlier.MessageId != stored.MessageId)
            await messages.DeleteAsync(earlier.MessageId, CancellationToken.None);
        return answer;
    }
}
