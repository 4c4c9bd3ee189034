using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Contacts;

/// <summary><c>/v1/contacts</c>: the contacts of all queues that are not done.</summary>
internal static class OpenContactRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapOpenContacts(this RouteGroupBuilder v1)
    {
        var contacts = v1.MapGroup("/contacts").WithTags("Contacts");
        contacts.MapGet("/", ListAsync).RequireAuthorization(AccessPolicy.ConnectorsFiltered).WithName("listContacts")
            .WithSummary("Lists all contacts that are not done")
            .WithDescription("Shows everything at the moment asOf, in one answer: for a connector or a page that starts, or has lost its position. "
                + "/v1/events?after=asOf then has everything that follows. "
                + "queueId and contactId together identify a contact: a contact that moves appears in the events of the queue "
                + "that it leaves and of the queue that it enters. Sorted by queue; in each the "
                + "waiting list comes first, in its order. A token that is bound to queues sees the contacts that came in by them.");
        contacts.MapGet("/{contactId}", GetAsync).RequireAuthorization(AccessPolicy.ConnectorsFiltered).WithName("findContact")
            .WithSummary("Finds a contact in any queue")
            .WithDescription("An id is unique only within a queue. Where several queues have one, the answer is a contact that is not done, and of those the "
                + "one that arrived last.");
    }

    private static async Task<Ok<OpenContactListResponse>> ListAsync(
        HttpContext http, Board board, JournalFollower follower, IJournalFeed journal,
        [FromQuery, Description("Only contacts in one of these states; default: all.")] CommaSeparated<OpenState>? state = null,
        [FromQuery, Description("Only contacts in this queue.")] string? queue = null,
        [FromQuery, Description("Only contacts that this connector brought.")] string? connector = null)
    {
        ConnectorId? from = connector is null ? null : Input.Connector(connector, "connector");
        QueueId? named = queue is null ? null : Input.Queue(queue, "queue");
        var visible = VisibleTo(http);
        if (named is { } asked && visible?.Contains(asked) == false)
            throw Problem.Forbidden("The token is bound to other queues.").AsException();
        await follower.CaughtUpAsync(http.RequestAborted);
        var open = board.OpenContacts(state?.Values.Select(each => (ContactState)each).ToHashSet(), named, visible is null ? null : visible.Contains, from)
            ?? throw Problem.NotFound("unknownQueue", $"There is no queue '{named}'.").AsException();
        return TypedResults.Ok(new OpenContactListResponse(open.AsOf, journal.JournalId, [.. open.Contacts.Select(OpenContactResponse.Of)]));
    }

    private static async Task<Ok<ContactResponse>> GetAsync(
        string contactId, HttpContext http, ContactLookup contacts, StoredProjections projections, JournalFollower follower)
    {
        var contact = Input.Contact(contactId);
        await follower.CaughtUpAsync(http.RequestAborted);
        var found = await projections.FindAsync(contact, VisibleTo(http), http.RequestAborted)
            ?? throw Problem.NotFound("unknownContact", $"There is no contact '{contact}'.").AsException();
        return TypedResults.Ok(ContactResponse.Of(await contacts.FindAsync(http, found.QueueId, contact)));
    }

    /// <summary>The queues whose contacts the bearer of the request's token sees; null for all.</summary>
    private static IReadOnlySet<QueueId>? VisibleTo(HttpContext http)
    {
        var bound = Access.QueuesOf(http.User);
        return bound.Count == 0 ? null : bound.Select(queue => new QueueId(queue)).ToHashSet();
    }
}

/// <summary>Where a contact can stand that is not done.</summary>
[JsonConverter(typeof(CamelCaseEnum<OpenState>))]
internal enum OpenState
{
    /// <summary>In the waiting list.</summary>
    Waiting = ContactState.Waiting,

    /// <summary>In the waiting list, and its caller is leaving a message.</summary>
    Recording = ContactState.Recording,

    /// <summary>Proposed to one agent.</summary>
    Offered = ContactState.Offered,

    /// <summary>With one agent.</summary>
    Engaged = ContactState.Engaged,

    /// <summary>Comes back at its date.</summary>
    Scheduled = ContactState.Scheduled,
}

/// <summary>The contacts that are not done.</summary>
/// <param name="AsOf">The ordering of the newest event that they show.</param>
/// <param name="Journal">The journal whose ordering that is: another one, after a backup was restored, has other events under the same numbers.</param>
/// <param name="Contacts">All that were asked for.</param>
internal sealed record OpenContactListResponse(long AsOf, string Journal, IReadOnlyList<OpenContactResponse> Contacts);

/// <summary>A contact that is not done, as clients see it.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="QueueId">The queue it is in.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Kind">What it is: a call that left a message is a callback.</param>
/// <param name="Media">What it came in by.</param>
/// <param name="Caller">Who it is from; null where the number is withheld.</param>
/// <param name="Number">A callback's number to call; null for others.</param>
/// <param name="Position">Its place in the waiting list, from 1; null where it is not in it.</param>
/// <param name="OriginAt">When it first entered the system.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="AgentId">The agent it is offered to or with; null for none.</param>
/// <param name="OfferId">The offer that is open, or under which the agent has it; null for none.</param>
/// <param name="ExpiresAt">When the open offer counts as missed; null where none is open, or while its agent has yet to take it in.</param>
/// <param name="AnsweredAt">When the agent who has it answered; null where none has, or the call of a callback is over.</param>
/// <param name="DueAt">When a scheduled callback comes back; null for others.</param>
/// <param name="Attempts">How many attempts at a callback have failed.</param>
/// <param name="MessageUrl">Where the voice message is; null where there is none.</param>
/// <param name="Connector">The connector that brought it; null where that did not say its name.</param>
/// <param name="Called">The number or address that was reached; null where it is not known.</param>
/// <param name="Subject">What it is about; null where it is not known.</param>
/// <param name="Link">An http or https address about it; null for none.</param>
/// <param name="Attributes">What else is known of it; null for nothing.</param>
internal sealed record OpenContactResponse(
    ContactId ContactId,
    QueueId QueueId,
    OpenState State,
    ContactKind Kind,
    Media Media,
    CallerAddress? Caller,
    string? Number,
    int? Position,
    DateTimeOffset OriginAt,
    int Priority,
    AgentId? AgentId,
    OfferId? OfferId,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? DueAt,
    int Attempts,
    string? MessageUrl,
    ConnectorId? Connector,
    string? Called = null,
    string? Subject = null,
    string? Link = null,
    ContactAttributes? Attributes = null)
{
    /// <summary>What the journal says of a contact.</summary>
    public static OpenContactResponse Of(OpenContact open)
    {
        var record = open.Contact;
        var data = record.Contact.Data;
        var isWithAgent = record.State is ContactState.Offered or ContactState.Engaged;
        return new OpenContactResponse(
            record.ContactId, record.QueueId, (OpenState)record.State, record.Kind, record.Contact.Media, record.Caller, record.Number, open.Position, record.OriginAt,
            record.Priority, isWithAgent ? record.AgentId : null, record.OfferId, record.ExpiresAt, record.AnsweredAt, record.DueAt, record.Attempts,
            record.Message is null ? null : ContactUrl.OfMessage(record.QueueId, record.ContactId), record.Connector,
            data?.Called, data?.Subject, data?.Link, data?.Attributes);
    }
}
