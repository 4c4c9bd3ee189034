using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Views;

namespace MyAgent.Engine.Service.Http;

/// <summary>Finds a contact: in its queue, or in the journal's history where the queue no longer remembers it.</summary>
internal sealed class ContactLookup(EngineCalls engine, ContactHistory history, JournalFollower follower)
{
    /// <summary>The contact.</summary>
    /// <exception cref="ProblemException">404: nobody knows of it.</exception>
    public async Task<ContactAnswer> FindAsync(HttpContext http, QueueId queue, ContactId contact)
    {
        try
        {
            return await engine.SendAsync(http, queue, new GetContact(contact));
        }
        catch (ProblemException refused) when (refused.Problem.Status == StatusCodes.Status404NotFound)
        {
            await follower.CaughtUpAsync(http.RequestAborted);
            if (history.Find(queue, contact) is { } record)
                return AnswerOf(record);
            throw;
        }
    }

    /// <summary>Sends a command to the queue that has the contact: a closed queue that has sent it on does not know of it.</summary>
    /// <exception cref="ProblemException">The engine refused it.</exception>
    public async Task<ContactAnswer> SendAsync(HttpContext http, QueueId queue, IContactCommand command)
    {
        try
        {
            return await engine.SendAsync(http, queue, command);
        }
        catch (ProblemException refused) when (refused.Problem.Status == StatusCodes.Status404NotFound)
        {
            await follower.CaughtUpAsync(http.RequestAborted);
            if (history.Find(queue, command.ContactId) is { } record && record.QueueId != queue)
                return await engine.SendAsync(http, record.QueueId, command);
            throw;
        }
    }

    private static ContactAnswer AnswerOf(ContactRecord record) => new(
        record.ContactId, record.QueueId, record.State, record.Outcome, record.Kind, record.Caller, Position: null, record.OriginAt,
        record.Priority, record.AgentId, record.Number, record.DueAt, record.Attempts, record.Message, record.EndedBy, record.TalkSeconds);
}
