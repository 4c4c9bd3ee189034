using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Views;
using MyAgent.Engine.Service.VoiceMessages;

namespace MyAgent.Engine.Service.Http;

/// <summary><c>/v1/queues/{q}/contacts</c>: contacts arrive, are asked for, and end.</summary>
internal static class ContactRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapContacts(this RouteGroupBuilder v1)
    {
        var contacts = v1.MapGroup("/queues/{q}/contacts").WithTags("Contacts");
        contacts.MapPost("/", ArriveAsync).For(Access.Connectors).Takes<ArrivalBody>().Gives<ContactResponse>(StatusCodes.Status201Created)
            .Says("A contact arrives", "queueId in the answer is the queue that has it: a closed queue may send it on. Location is where to ask for it.");
        contacts.MapGet("/{c}", GetAsync).For(Access.Connectors).Gives<ContactResponse>()
            .Says("A contact", "Also where it has gone on to another queue.");
        contacts.MapCommand<HangUpBody>("hang-up", (contact, body) => new HangUp(contact, body.By == HangUpBy.Connector ? EndedBy.Connector : EndedBy.Caller)).For(Access.Connectors)
            .Says("The caller is gone", "Abandoned while waiting, over while engaged. by says who ended it: the caller (the default), or the connector by itself.");
        contacts.MapCommand<EmptyBody>("record", (contact, _) => new StartRecording(contact)).For(Access.Connectors)
            .Says("The caller starts to leave a message", "It keeps its place and is not offered; an offer that rings is withdrawn. After the queue's recordingLimitSeconds "
                + "it becomes a callback request to the caller's own number, or waits again where there is none to call.");
        contacts.MapCommand<EmptyBody>("resume", (contact, _) => new ResumeWaiting(contact)).For(Access.Connectors)
            .Says("The caller gives up leaving a message", "It waits on in its place.");
        contacts.MapCommand<CallbackBody>("callback", (contact, body) => new RequestCallback(contact, Input.Text(body.Number, "number", Input.LongestAddress)))
            .For(Access.Connectors)
            .Says("The call becomes a callback request", "In its place, under its id. 422 where the number is not plausible or forbidden: then another can be given.");
        contacts.MapCommand<EmptyBody>("move-to-first", (contact, _) => new MoveToFirst(contact)).For(Access.Supervisors)
            .Says("Puts the contact at the head of the line");
        contacts.MapCommand<PriorityBody>("priority", (contact, body) => new ChangePriority(contact, PriorityOf(body))).For(Access.Supervisors)
            .Says("Changes the contact's priority");
        contacts.MapCommand<EmptyBody>("cancel", (contact, _) => new CancelContact(contact)).For(Access.Supervisors)
            .Says("Takes the contact out");
        contacts.MapGet("/{c}/explain", ExplainAsync).For(Access.Supervisors).Gives<Explanation>()
            .Says("The contact's story", "Each decision with its reason, and for each agent not chosen why not.");
        contacts.MapVoiceMessages();
    }

    private static RouteHandlerBuilder MapCommand<TBody>(
        this RouteGroupBuilder contacts, string verb, Func<ContactId, TBody, IContactCommand> command)
        where TBody : class =>
        contacts.MapPost("/{c}/" + verb, async (string q, string c, HttpContext http, EngineCalls engine) =>
        {
            var (queue, contact) = (Input.Queue(q), Input.Contact(c));
            var body = await Body.ReadJsonAsync<TBody>(http);
            return Results.Ok(ContactResponse.Of(await engine.SendAsync(http, queue, command(contact, body))));
        }).Takes<TBody>().Gives<ContactResponse>();

    private static async Task<IResult> ArriveAsync(string q, HttpContext http, EngineCalls engine, TimeProvider clock)
    {
        var queue = Input.Queue(q);
        var (to, command, asGiven) = (await Body.ReadJsonAsync<ArrivalBody>(http)).ToCommand(queue, clock.GetUtcNow());
        var contact = ContactResponse.Of(await engine.SendAsync<ContactAnswer>(http, to, command, asGiven));
        return Results.Created(ContactResponse.UrlOf(contact.QueueId, contact.ContactId), contact);
    }

    private static async Task<IResult> GetAsync(string q, string c, HttpContext http, ContactLookup contacts) =>
        Results.Ok(ContactResponse.Of(await contacts.FindAsync(http, Input.Queue(q), Input.Contact(c))));

    private static async Task<IResult> ExplainAsync(string q, string c, HttpContext http, Explanations explanations)
    {
        var (queue, contact) = (Input.Queue(q), Input.Contact(c));
        return Results.Ok(await explanations.ExplainAsync(queue, contact, http.RequestAborted)
            ?? throw Problem.NotFound("unknownContact", $"The journal knows of no contact '{contact}' in queue '{queue}'.").AsException());
    }

    private static int PriorityOf(PriorityBody body)
    {
        Input.Whole(body.Priority, "priority", least: 0, most: Input.HighestPriority);
        return body.Priority;
    }
}
