using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.Contacts;

/// <summary>Finds a contact: in its queue, or in the history where the queue does not know of it. A queue forgets what has long been done, and
/// a closed one never had what it sent on.</summary>
internal sealed class ContactLookup(EngineCalls engine, StoredProjections projections, JournalFollower follower, TimeProvider clock)
{
    private static readonly TimeSpan DataTimeout = TimeSpan.FromSeconds(1);

    /// <summary>The contact.</summary>
    /// <exception cref="ProblemException">404: the contact is unknown.</exception>
    public async Task<ContactAnswer> FindAsync(HttpContext http, QueueId queue, ContactId contact)
    {
        try
        {
            return await engine.SendAsync(http, queue, new GetContact(contact));
        }
        catch (ProblemException refused) when (IsUnknown(refused))
        {
            if (await InHistoryAsync(http, queue, contact) is { } record)
                return AnswerOf(record);
            throw;
        }
    }

    /// <summary>The contact as clients see it: with the estimate of its wait where it waits (rule 35), and the wrap-up code that the history has of it (rule 32).</summary>
    /// <exception cref="ProblemException">404: the contact is unknown.</exception>
    public async Task<ContactResponse> ShowAsync(HttpContext http, QueueId queue, ContactId contact)
    {
        var answer = await FindAsync(http, queue, contact);
        if (answer.Position is null && answer.AgentId is null)
            return ContactResponse.Of(answer);
        var shown = ContactResponse.Of(answer, await InHistoryAsync(http, answer.QueueId, contact));
        return answer.Position is null ? shown
            : shown with { EstimatedWait = projections.Board.EstimateWait(answer.QueueId, answer.ContactId, clock.GetUtcNow()) };
    }

    /// <summary>The answer to a command as clients see it, with the wrap-up code that the history has by now.</summary>
    public ContactResponse Show(ContactAnswer answer) => ContactResponse.Of(answer, projections.Board.Contacts.Find(answer.QueueId, answer.ContactId));

    /// <summary>Sends a command to the queue that has the contact.</summary>
    /// <param name="http">The request.</param>
    /// <param name="queue">The queue by which the contact came in, or one that it went through.</param>
    /// <param name="command">The command.</param>
    /// <param name="asGiven">As in <see cref="EngineCalls"/>.</param>
    /// <exception cref="ProblemException">The engine refused it.</exception>
    public async Task<ContactAnswer> SendAsync(HttpContext http, QueueId queue, IContactCommand command, ICommand? asGiven = null)
    {
        try
        {
            return await engine.SendAsync(http, queue, command, asGiven);
        }
        catch (ProblemException refused) when (IsUnknown(refused))
        {
            if (await InHistoryAsync(http, queue, command.ContactId) is { } record && record.QueueId != queue)
                return await engine.SendAsync(http, record.QueueId, command, asGiven);
            throw;
        }
    }

    /// <summary>What is known of a contact now (rule 27); null for nothing. The journal's view of it is enough where the queue has let go of the contact, or does not
    /// answer soon: no agent has to wait for that.</summary>
    public async Task<ContactData?> FindDataAsync(HttpContext http, QueueId queue, ContactId contact)
    {
        try
        {
            return (await engine.SendAsync(http, queue, new GetContact(contact), within: DataTimeout)).Data;
        }
        catch (Exception unanswered) when (unanswered is ProblemException or EngineUnavailableException)
        {
            return (await projections.FindAsync(queue, contact, http.RequestAborted))?.Contact.Data;
        }
    }

    private static bool IsUnknown(ProblemException refused) => refused.Problem.Status == StatusCodes.Status404NotFound;

    private async Task<ContactRecord?> InHistoryAsync(HttpContext http, QueueId queue, ContactId contact)
    {
        await follower.CaughtUpAsync(http.RequestAborted);
        return await projections.FindAsync(queue, contact, http.RequestAborted);
    }

    private static ContactAnswer AnswerOf(ContactRecord record) => new(
        record.ContactId, record.QueueId, record.State, record.Outcome, record.Kind, record.Caller, Position: null, record.OriginAt,
        record.Priority, record.AgentId, record.Number, record.DueAt, record.Attempts, record.Message, record.EndedBy, record.TalkSeconds,
        record.Contact.Data, Connector: record.Connector, Window: record.Window, Consultation: record.Contact.Consultation);
}
