using Microsoft.AspNetCore.Http.HttpResults;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Contacts;

/// <summary><c>/v1/contacts</c>: the contacts of all queues, those that are not done at one moment, and all of them as pages of a search.</summary>
internal static class ContactListRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapContactList(this RouteGroupBuilder v1)
    {
        var contacts = v1.MapGroup("/contacts").WithTags("Contacts");
        contacts.MapGet("/", ListAsync).RequireAuthorization(AccessPolicy.AnyToken).WithName("listContacts")
            .WithSummary("Lists the open contacts, or searches all contacts")
            .WithDescription("""
                Without parameters, or only with queue, connector and states other than done: every contact that is not done, at the moment asOf, in one answer, for a connector or
                a page that starts or has lost its position. /v1/events?after=asOf then has everything that follows. queueId and contactId together identify a contact: a
                contact that moves appears in the events of the queue that it leaves and of the queue that it enters. Sorted by queue; in each the waiting list comes
                first, in its order. queue means the queue that a contact is in.

                With any other parameter, or the state done, it is a search of all contacts, done ones too, newest first by originAt, a page at a time: next is the cursor
                of the next page, and null on the last one. The filters combine. A contact that arrives meanwhile does not move the pages. The page shows every event up to
                asOf, and perhaps later ones. queue means a queue that the contact is in, was in last or came through (path), and agent an agent who has it or has had it.

                A connector whose token is bound to queues sees the contacts that came in by them. For an agent it is always a search, of the agent's own contacts; with
                caller, while the agent has that caller's contact or an offer of it, of all contacts of the caller.
                """);
        contacts.MapGet("/{contactId}", GetAsync).RequireAuthorization(AccessPolicy.ConnectorsFiltered).WithName("findContact")
            .WithSummary("Finds a contact in any queue")
            .WithDescription("An id is unique only within a queue. Where several queues have one, the answer is a contact that is not done, and of those the "
                + "one that arrived last.");
    }

    private static async Task<Ok<ContactListResponse>> ListAsync(
        HttpContext http, [AsParameters] ContactListQuery asked, [AsParameters] Paging page, ContactSearches searches, Board board, JournalFollower follower, IJournalFeed journal)
    {
        ConnectorId? connector = asked.Connector is null ? null : Input.Connector(asked.Connector, "connector");
        QueueId? named = asked.Queue is null ? null : Input.Queue(asked.Queue, "queue");
        var visible = ContactSearches.VisibleTo(http);
        if (named is { } other && visible?.Contains(other) == false)
            throw Problem.Forbidden("The token is bound to other queues.").AsException();
        var search = asked.IsSearch || page.Limit is not null || page.Cursor is not null || Access.AgentOf(http.User) is not null
            ? await searches.FilterAsync(http, asked)
            : null;
        await follower.CaughtUpAsync(http.RequestAborted);
        if (named is { } queue && !board.Knows(queue))
            throw Problem.NotFound("unknownQueue", $"There is no queue '{queue}'.").AsException();
        if (search is not null)
            return TypedResults.Ok(await searches.PageAsync(http, search, page));
        var open = board.OpenContacts(asked.State?.Values.ToHashSet(), named, visible is null ? null : visible.Contains, connector)!;
        return TypedResults.Ok(new ContactListResponse(open.AsOf, journal.JournalId, [.. open.Contacts.Select(each => ListedContact.Of(each.Contact, each.Position))], Next: null));
    }

    private static async Task<Ok<ContactResponse>> GetAsync(
        string contactId, HttpContext http, ContactLookup contacts, StoredProjections projections, JournalFollower follower)
    {
        var contact = Input.Contact(contactId);
        await follower.CaughtUpAsync(http.RequestAborted);
        var found = await projections.FindAsync(contact, ContactSearches.VisibleTo(http), http.RequestAborted)
            ?? throw Problem.NotFound("unknownContact", $"There is no contact '{contact}'.").AsException();
        return TypedResults.Ok(await contacts.ShowAsync(http, found.QueueId, contact));
    }
}
