using Microsoft.AspNetCore.Http.HttpResults;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Explanations;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Contacts;

/// <summary><c>/v1/queues/{queueId}/contacts</c>: contacts arrive, are asked for, and end.</summary>
internal static class ContactRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapContacts(this RouteGroupBuilder v1)
    {
        var contacts = v1.MapGroup("/queues/{queueId}/contacts").WithTags("Contacts");
        contacts.MapPost("/", ArriveAsync).RequireAuthorization(AccessPolicy.Connectors).WithName("addContact")
            .WithSummary("A contact arrives")
            .WithDescription("queueId in the answer is the queue that has it: a closed queue may send it on. Location is where to ask for it; by a "
                + "token that is bound to queues that is "
                + "always the queue by which it came in.");
        contacts.MapGet("/{contactId}", GetAsync).RequireAuthorization(AccessPolicy.Connectors).WithName("getContact")
            .WithSummary("A contact")
            .WithDescription("Also where it has gone on to another queue.");
        contacts.MapCommand<HangUpBody>("hang-up", "hangUp", (contact, body) => new HangUp(contact, body.By == HangUpBy.Connector ? EndedBy.Connector : EndedBy.Caller))
            .RequireAuthorization(AccessPolicy.Connectors)
            .WithSummary("The caller is gone")
            .WithDescription("Abandoned while waiting, over while engaged. by says who ended it: the caller (the default), or the connector by itself.");
        contacts.MapCommand<EmptyBody>("record", "startRecording", (contact, _) => new StartRecording(contact)).RequireAuthorization(AccessPolicy.Connectors)
            .WithSummary("The caller starts to leave a message")
            .WithDescription("It keeps its place and is not offered; an offer that rings is withdrawn. After the queue's recordingLimitSeconds it "
                + "becomes a callback request to "
                + "the caller's own number, or waits again where there is none to call.");
        contacts.MapCommand<EmptyBody>("resume", "resumeWaiting", (contact, _) => new ResumeWaiting(contact)).RequireAuthorization(AccessPolicy.Connectors)
            .WithSummary("The caller gives up leaving a message")
            .WithDescription("It waits on in its place.");
        contacts.MapCommand<CallbackBody>("callback", "requestCallback", (contact, body) => new RequestCallback(contact, Input.Text(body.Number, "number", Input.MaxAddressLength)))
            .RequireAuthorization(AccessPolicy.Connectors)
            .WithSummary("The call becomes a callback request")
            .WithDescription("In its place, under its id. 422 where the number is not plausible or forbidden: then another can be given.");
        contacts.MapCommand<EmptyBody>("move-to-first", "moveToFirst", (contact, _) => new MoveToFirst(contact)).RequireAuthorization(AccessPolicy.Supervisors)
            .WithSummary("Puts the contact at the head of the waiting list");
        contacts.MapCommand<PriorityBody>("priority", "changePriority", (contact, body) => new ChangePriority(contact, PriorityOf(body)))
            .RequireAuthorization(AccessPolicy.Supervisors)
            .WithSummary("Changes the contact's priority");
        contacts.MapCommand<EmptyBody>("cancel", "cancelContact", (contact, _) => new CancelContact(contact)).RequireAuthorization(AccessPolicy.Supervisors)
            .WithSummary("Takes the contact out");
        contacts.MapGet("/{contactId}/explain", ExplainAsync).RequireAuthorization(AccessPolicy.Supervisors).WithName("explainContact")
            .WithSummary("The contact's story")
            .WithDescription("Each decision with its reason, and for each agent not chosen why not. Few are made at once: 503 with Retry-After where too many wait.");
    }

    private static RouteHandlerBuilder MapCommand<TBody>(
        this RouteGroupBuilder routes, string verb, string name, Func<ContactId, TBody, IContactCommand> command)
        where TBody : class =>
        routes.MapPost("/{contactId}/" + verb, async (string queueId, string contactId, JsonBody<TBody> body, HttpContext http, ContactLookup contacts) =>
        {
            var (queue, contact) = (Input.Queue(queueId), Input.Contact(contactId));
            return TypedResults.Ok(ContactResponse.Of(await contacts.SendAsync(http, queue, command(contact, body.Value))));
        }).WithName(name);

    private static async Task<Created<ContactResponse>> ArriveAsync(
        string queueId, JsonBody<ArrivalBody> body, HttpContext http, EngineCalls engine, TimeProvider clock)
    {
        var (to, command, asGiven) = body.Value.ToCommand(Input.Queue(queueId), clock.GetUtcNow());
        var contact = ContactResponse.Of(await engine.SendAsync<ContactAnswer>(http, to, command, asGiven));
        var own = Access.QueuesOf(http.User);
        var reached = own.Count == 0 || own.Contains(contact.QueueId.Value) ? contact.QueueId : Input.Queue(queueId);
        return TypedResults.Created(ContactUrl.Of(reached, contact.ContactId), contact);
    }

    private static async Task<Ok<ContactResponse>> GetAsync(string queueId, string contactId, HttpContext http, ContactLookup contacts) =>
        TypedResults.Ok(ContactResponse.Of(await contacts.FindAsync(http, Input.Queue(queueId), Input.Contact(contactId))));

    private static async Task<Ok<Explanation>> ExplainAsync(string queueId, string contactId, HttpContext http, ContactExplainer explanations, JournalFollower follower)
    {
        var (queue, contact) = (Input.Queue(queueId), Input.Contact(contactId));
        await follower.CaughtUpAsync(http.RequestAborted);
        return TypedResults.Ok(await explanations.ExplainAsync(queue, contact, http.RequestAborted)
            ?? throw Problem.NotFound("unknownContact", $"The journal knows of no contact '{contact}' in queue '{queue}'.").AsException());
    }

    private static int PriorityOf(PriorityBody body)
    {
        Input.Whole(body.Priority, "priority", min: 0, max: Input.MaxPriority);
        return body.Priority;
    }
}
