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
            .WithSummary("Adds a contact that arrives, or a callback that is requested without a call")
            .WithDescription("With kind callback and number, the callback waits now, or from notBefore on. If a callback to that number is open in the queue, the answer is "
                + "200 with that callback, and there is no second one. With window, the start of a callback window of the queue, the callback is "
                + "promised for that time and counts as of its start; 422 windowNotFree where it cannot be booked: freeWindows has the next ones that can. "
                + "While the queue is closed the callback is taken and waits for the opening. "
                + "queueId in the answer is the queue that has the contact: a closed queue may forward it. Location is the contact's address; for a token "
                + "that is bound to queues, always in the queue by which the contact came in.");
        contacts.MapGet("/{contactId}", GetAsync).RequireAuthorization(AccessPolicy.Connectors).WithName("getContact")
            .WithSummary("Gets a contact")
            .WithDescription("Also finds a contact that has moved to another queue. While it waits, positionToSay is the position to tell the caller, which never rises, and "
                + "estimatedWait how long it will presumably wait from now on: seconds, and a band from low to high that is meant to hold four waits out of five; or the "
                + "reason why there is no estimate.");
        contacts.MapPatch("/{contactId}", ChangeAsync).RequireAuthorization(AccessPolicy.ConnectorsAndAgents).WithName("changeContact")
            .WithSummary("Changes the given fields of what is known of the contact")
            .WithDescription("A JSON merge patch (RFC 7396): omitted fields and attributes keep their values, null takes a field or an attribute away. Until the contact is "
                + "done. An agent may change only the current contact.");
        contacts.MapCommand<HangUpBody>("hang-up", "hangUp", (contact, body) => new HangUp(contact, body.By == HangUpBy.Connector ? EndedBy.Connector : EndedBy.Caller))
            .RequireAuthorization(AccessPolicy.Connectors)
            .WithSummary("Ends a contact whose caller is gone")
            .WithDescription("A waiting contact is abandoned, an engaged one is over. by says who ended it: the caller (the default) or the connector.");
        contacts.MapCommand<EmptyBody>("record", "startRecording", (contact, _) => new StartRecording(contact)).RequireAuthorization(AccessPolicy.Connectors)
            .WithSummary("Starts the recording of a voice message")
            .WithDescription("The contact keeps its place and is not offered; an open offer is withdrawn. After the queue's recordingLimitSeconds it becomes a callback "
                + "request to the caller's own number, or waits again where that number cannot be called.");
        contacts.MapCommand<EmptyBody>("resume", "resumeWaiting", (contact, _) => new ResumeWaiting(contact)).RequireAuthorization(AccessPolicy.Connectors)
            .WithSummary("Ends the recording without a message")
            .WithDescription("The contact waits again, in its place.");
        contacts.MapCommand<CallbackBody>("callback", "requestCallback", (contact, body) => new RequestCallback(
                contact, Input.Text(body.Number, "number", Input.MaxAddressLength), body.Window))
            .RequireAuthorization(AccessPolicy.Connectors)
            .WithSummary("Turns the call into a callback request")
            .WithDescription("The request keeps the place and the id of the call. 422 where the number is implausible or forbidden: the client can send another. With window it is "
                + "promised for that callback window, and counts as of its start; 422 windowNotFree where that cannot be booked: freeWindows has the next ones that can.");
        contacts.MapCommand<EmptyBody>("move-to-first", "moveToFirst", (contact, _) => new MoveToFirst(contact)).RequireAuthorization(AccessPolicy.Supervisors)
            .WithSummary("Puts the contact at the head of the waiting list");
        contacts.MapCommand<PriorityBody>("priority", "changePriority", (contact, body) => new ChangePriority(contact, PriorityOf(body)))
            .RequireAuthorization(AccessPolicy.Supervisors)
            .WithSummary("Changes the contact's priority");
        contacts.MapCommand<EmptyBody>("cancel", "cancelContact", (contact, _) => new CancelContact(contact)).RequireAuthorization(AccessPolicy.Supervisors)
            .WithSummary("Cancels the contact");
        contacts.MapGet("/{contactId}/explain", ExplainAsync).RequireAuthorization(AccessPolicy.Supervisors).WithName("explainContact")
            .WithSummary("Explains the contact")
            .WithDescription("Shows each decision with its reason, and for each agent who was not chosen why not. 503 with Retry-After where too many explanations are "
                + "requested at once.");
    }

    private static RouteHandlerBuilder MapCommand<TBody>(
        this RouteGroupBuilder routes, string verb, string name, Func<ContactId, TBody, IContactCommand> command)
        where TBody : class =>
        routes.MapPost("/{contactId}/" + verb, async (string queueId, string contactId, JsonBody<TBody> body, HttpContext http, ContactLookup contacts) =>
        {
            var (queue, contact) = (Input.Queue(queueId), Input.Contact(contactId));
            return TypedResults.Ok(contacts.Show(await contacts.SendAsync(http, queue, command(contact, body.Value))));
        }).WithName(name);

    private static async Task<Results<Created<ContactResponse>, Ok<ContactResponse>>> ArriveAsync(
        string queueId, JsonBody<ArrivalBody> body, HttpContext http, EngineCalls engine, TimeProvider clock)
    {
        var (to, command, asGiven) = body.Value.ToCommand(Input.Queue(queueId), clock.GetUtcNow());
        var answer = await engine.SendAsync<ContactAnswer>(http, to, command, asGiven);
        var contact = ContactResponse.Of(answer);
        if (answer.RequestedBefore == true)
            return TypedResults.Ok(contact);
        var own = Access.QueuesOf(http.User);
        var reached = own.Count == 0 || own.Contains(contact.QueueId.Value) ? contact.QueueId : Input.Queue(queueId);
        return TypedResults.Created(ContactUrl.Of(reached, contact.ContactId), contact);
    }

    private static async Task<Ok<ContactResponse>> GetAsync(string queueId, string contactId, HttpContext http, ContactLookup contacts) =>
        TypedResults.Ok(await contacts.ShowAsync(http, Input.Queue(queueId), Input.Contact(contactId)));

    private static async Task<Ok<ContactResponse>> ChangeAsync(
        string queueId, string contactId, MergePatchBody<ContactDataBody> body, HttpContext http, EngineCalls engine, ContactLookup contacts)
    {
        var (queue, contact) = (Input.Queue(queueId), Input.Contact(contactId));
        var changes = body.In(body.Over(new ContactDataBody()).ToData());
        AgentId? by = Access.AgentOf(http.User) is { } agent ? new AgentId(agent) : null;
        if (by is { } own)
            await CurrentContact.RequireAsync(http, engine, own, queue, contact);
        return TypedResults.Ok(contacts.Show(await contacts.SendAsync(http, queue, new ChangeContactData(contact, changes, by))));
    }

    private static async Task<Ok<Explanation>> ExplainAsync(string queueId, string contactId, HttpContext http, ContactExplainer explanations, JournalFollower follower)
    {
        var (queue, contact) = (Input.Queue(queueId), Input.Contact(contactId));
        await follower.CaughtUpAsync(http.RequestAborted);
        return TypedResults.Ok(await explanations.ExplainAsync(queue, contact, http.RequestAborted)
            ?? throw Problem.NotFound("unknownContact", $"The journal has no contact '{contact}' in queue '{queue}'.").AsException());
    }

    private static int PriorityOf(PriorityBody body)
    {
        Input.Whole(body.Priority, "priority", min: 0, max: Input.MaxPriority);
        return body.Priority;
    }
}
