using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Http;

/// <summary><c>POST /v1/agents/{a}/…</c>: the buttons of the agent desk. Each is answered with the agent as it then is.</summary>
internal static class AgentCommandRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapAgentCommands(this RouteGroupBuilder agents)
    {
        agents.MapButton<EmptyBody>("log-in", _ => new LogIn())
            .Says("The agent comes to work", "The agent is available then.");
        agents.MapButton<EmptyBody>("log-out", _ => new LogOut())
            .Says("The agent leaves", "While a contact is offered, in hand or in post-processing this is remembered in next.");
        agents.MapButton<EmptyBody>("available", _ => new MakeAvailable())
            .Says("Ends wrap-up, break or not responding", "Takes back a remembered break or log-out. Refused in post-processing: the pop-up is open.");
        agents.MapButton<WrapUpBody>("wrap-up", body => new PressWrapUp(body.QueueId is { } queue ? Input.Queue(queue) : null))
            .Says("Extends the wrap-up, or starts one", "In wrap-up it adds wrapUpExtensionSeconds; while available it starts a wrap-up for queueId, or for the queue last served.");
        agents.MapButton<BreakBody>("break", BreakOf)
            .Says("The agent goes on a break", "A break with seconds ends by itself. While a contact is offered, in hand or in post-processing this is remembered in next.");
        agents.MapButton<AcceptBody>("accept", body => new AcceptOffer(Input.Offer(body.OfferId), body.AnsweredAt))
            .Says("The agent takes what is offered", "The queue decides whether the caller is still there. Accepting again, at the desk and by telephone, is answered with the agent "
                + "for as long as the contact is in hand. 409 says how an offer has ended: offerWithdrawn, offerMissed, offerRejected; offerNotOpen where nothing more is known of it.");
        agents.MapButton<RejectBody>("reject", body => new RejectOffer(Input.Offer(body.OfferId), body.Reason))
            .Says("The agent does not take what is offered", "With reason declined (the default), busy or unreachable the contact is kept from the agent for the queue's "
                + "rejectCoolDownSeconds, or for rejectRepeatSeconds where nobody else is logged in; after rejectedLimit rejects in a row the agent is not responding. "
                + "noAnswer, a telephone that rang and was not answered, is a missed offer. Rejecting again is answered with the agent. 409: offerAccepted, offerWithdrawn, offerMissed, offerNotOpen.");
        agents.MapPost("/{a}/end-contact", (string a, HttpContext http, EngineCalls engine) =>
                PressAsync<ContactInHandBody>(a, http, engine, body => new EndContact(ContactOf(body), EnderOf(http))))
            .For(Access.OwnAgent).Takes<ContactInHandBody>().Gives<AgentAnswer>()
            .Says("The contact in hand is over", "Without effect where it is over already and its pop-up is open.");
        agents.MapButton<ContactInHandBody>("close-pop-up", body => new ClosePopUp(ContactOf(body)))
            .Says("The pop-up is closed", "A callback needs its outcome first.");
        agents.MapButton<ContactInHandBody>("complete-callback", body => new CompleteCallback(ContactOf(body)))
            .Says("The callback in hand is done", "Its contact is over with that.");
        agents.MapButton<ScheduleBody>("schedule-callback", body => new ScheduleCallback(body.DueAt))
            .Says("The callback in hand comes back at a date", "Not in the past and within the queue's horizonDays. Its contact is over with that.");
        agents.MapPost("/{a}/force-log-out", (string a, HttpContext http, EngineCalls engine) => PressAsync<EmptyBody>(a, http, engine, _ => new ForceLogOut()))
            .For(Access.Supervisors).Takes<EmptyBody>().Gives<AgentAnswer>()
            .Says("A supervisor logs the agent out", "An engaged call is then over; an engaged callback goes back to its place.");
    }

    private static RouteHandlerBuilder MapButton<TBody>(this RouteGroupBuilder agents, string button, Func<TBody, IAgentCommand> command)
        where TBody : class =>
        agents.MapPost("/{a}/" + button, (string a, HttpContext http, EngineCalls engine) => PressAsync(a, http, engine, command))
            .For(Access.OwnAgent).Takes<TBody>().Gives<AgentAnswer>();

    private static async Task<IResult> PressAsync<TBody>(string a, HttpContext http, EngineCalls engine, Func<TBody, IAgentCommand> command)
        where TBody : class
    {
        var agent = Input.Agent(a);
        return Results.Ok(await engine.SendAsync(http, agent, command(await Body.ReadJsonAsync<TBody>(http))));
    }

    /// <summary>Rule 33g: a supervisor may end a contact in the agent's place.</summary>
    private static EndedBy EnderOf(HttpContext http) => Access.RoleOf(http.User) == Role.Agent ? EndedBy.Agent : EndedBy.Supervisor;

    private static TakeBreak BreakOf(BreakBody body)
    {
        Input.PositiveSeconds(body.Seconds, "seconds");
        return new TakeBreak(Input.Text(body.Reason, "reason"), body.Seconds);
    }

    private static ContactId? ContactOf(ContactInHandBody body) => body.ContactId is { } contact ? Input.Contact(contact) : null;
}
