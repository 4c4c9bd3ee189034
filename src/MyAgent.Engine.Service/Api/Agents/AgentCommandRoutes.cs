using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Agents;

/// <summary><c>POST /v1/agents/{agentId}/…</c>: the buttons of the agent desk. Each is answered with the agent as it then is.</summary>
internal static class AgentCommandRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapAgentCommands(this RouteGroupBuilder agents)
    {
        agents.MapButton<LogInBody>("log-in", "logIn", body => new LogIn(body.Endpoint is { } endpoint ? Input.Endpoint(endpoint) : null))
            .WithSummary("Logs the agent in")
            .WithDescription("The agent is then available. Calls and callbacks ring at endpoint, or at the configured one. Two agents are never logged in at the same "
                + "endpoint. 409: endpointInUse, whose detail names the agent who is logged in there; loggedInElsewhere; logInPending.");
        agents.MapButton<EmptyBody>("log-out", "logOut", _ => new LogOut())
            .WithSummary("Logs the agent out")
            .WithDescription("While the agent has an offer or a contact, or is in post-processing, next keeps the request.");
        agents.MapButton<EmptyBody>("available", "makeAvailable", _ => new MakeAvailable())
            .WithSummary("Ends wrap-up, break or not responding")
            .WithDescription("Cancels a requested break or log-out. Refused in post-processing: the pop-up is open; and in wrap-up while the contact needs a wrap-up code "
                + "(wrapUpCodeRequired).");
        agents.MapButton<WrapUpBody>("wrap-up", "startOrExtendWrapUp", body => new StartOrExtendWrapUp(body.QueueId is { } queue ? Input.Queue(queue) : null))
            .WithSummary("Extends the wrap-up, or starts one")
            .WithDescription("Adds wrapUpExtensionSeconds to a wrap-up. For an available agent, starts a wrap-up for queueId, or for the queue last served.");
        agents.MapButton<BreakBody>("break", "takeBreak", BreakOf)
            .WithSummary("Starts a break")
            .WithDescription("A break with seconds ends by itself. While the agent has an offer or a contact, or is in post-processing, next keeps the request.");
        agents.MapButton<AcceptBody>("accept", "acceptOffer", body => new AcceptOffer(Input.Offer(body.OfferId), body.AnsweredAt))
            .WithSummary("Accepts the offer")
            .WithDescription("The queue decides whether the caller is still there. Accepting again, at the desk and by telephone, is answered with the agent while the "
                + "agent has the contact. 409 says how an offer has ended: offerWithdrawn, offerMissed, offerRejected; offerNotOpen "
                + "where the engine no longer knows the offer.");
        agents.MapButton<RejectBody>("reject", "rejectOffer", body => new RejectOffer(Input.Offer(body.OfferId), body.Reason))
            .WithSummary("Rejects the offer")
            .WithDescription("With reason declined (the default), busy or unreachable the contact is kept from the agent for the queue's "
                + "rejectCoolDownSeconds, or for rejectRepeatSeconds where no other agent is logged in; after rejectedLimit rejects in a row the agent is not responding. "
                + "noAnswer, a telephone that rang and was not answered, is a missed offer. Rejecting again is answered with the agent. 409: offerAccepted, "
                + "offerWithdrawn, offerMissed, offerNotOpen.");
        agents.MapCommand<CurrentContactBody>("end-contact", "endContact", (body, http) => new EndContact(ContactOf(body), EnderOf(http)))
            .RequireAuthorization(AccessPolicy.OwnAgentOrTelephone)
            .WithSummary("Ends the agent's current contact")
            .WithDescription("Has no effect if the contact is already over and its pop-up is open.");
        agents.MapButton<RequeueBody>("requeue", "requeueContact", body => new RequeueContact(Input.Contact(body.ContactId), body.Reason))
            .WithSummary("Puts a call back into its place, because the agent's telephone leg failed")
            .WithDescription("For an accepted call or callback whose caller was not heard. The contact keeps its place and is not offered to this agent for the queue's "
                + "rejectCoolDownSeconds, or for rejectRepeatSeconds where no other agent is logged in. The agent is available at once, without wrap-up and without "
                + "a missed offer; a requested break or log-out starts. It counts neither as answered nor as talk time. 409: noContactInHand, otherContactInHand, contactOver. "
                + "422: noTelephoneLeg.");
        agents.MapButton<ConsultBody>("consult", "startConsultation", body => body.ToCommand())
            .WithSummary("Asks a queue, or one of its agents, for advice about the current contact")
            .WithDescription("The consultation is a contact of kind consult in that queue, with a link to the current contact, and is offered like a call. An agent who "
                + "is asked by name is waited for first. The agent keeps the current contact. It ends with the current contact at the latest, and is not counted. 409: "
                + "noContactInHand, otherContactInHand, contactOver, consultationOpen, consultationEnded. 422: consultOfConsult, consultWithSelf, agentNotInQueue, "
                + "agentNotLoggedIn, mediaNotServed, queueClosed, queueFull.");
        agents.MapButton<CurrentContactBody>("end-consult", "endConsultation", body => new EndConsultation(ContactOf(body)))
            .WithSummary("Ends the consultation about the current contact")
            .WithDescription("Has no effect if there is none. The agent who was consulted is then in post-processing; one who was only offered it is available again.");
        agents.MapButton<TransferBody>("transfer", "transferContact", body => body.ToCommand())
            .WithSummary("Transfers the current contact to another queue, or to an agent in a queue")
            .WithDescription("The contact keeps its id, kind and data, and with place keep (the default) its place; with new its place counts from now. The agent's part is over, "
                + "and post-processing and wrap-up follow. With agentId, the contact waits for that agent for the queue's transferHoldSeconds, if the agent is logged in; then "
                + "any agent gets it. The other queue is asked first; a refusal leaves everything as it was. 409: noContactInHand, otherContactInHand, contactOver, "
                + "transferPending, outcomePending. 404: unknownQueue. 422: queueClosed, queueFull, mediaNotServed, callbacksDisabled, notAssigned, transferToItself, "
                + "consultNotTransferred, transferUnanswered.");
        agents.MapButton<CurrentContactBody>("complete-transfer", "completeTransfer", body => new CompleteTransfer(ContactOf(body)))
            .WithSummary("Hands the current contact over to the agent who was consulted about it")
            .WithDescription("The consultation is over, and that agent has the contact in its place, without a ring; the events of its offer have inPlaceOf, the offer of the "
                + "consultation. The part of the agent who hands over is over, as after a transfer. If the other agent has just left the consultation, the contact waits "
                + "for that agent as one that was transferred. A refusal leaves everything as it was. 409: noContactInHand, otherContactInHand, contactOver, noConsultation, "
                + "transferPending, outcomePending. 422: consultNotAnswered, mediaNotServed, callbacksDisabled, callbacksNotTaken, transferUnanswered.");
        agents.MapButton<CurrentContactBody>("hold", "holdContact", body => new HoldContact(ContactOf(body)))
            .WithSummary("Says that the current call is on hold")
            .WithDescription("Told by the connector of the agent's telephone, which holds the call. Has no effect if it is on hold already. A hold also ends with the agent's part "
                + "of the contact. The reports count holds and holdSeconds. 409: noContactInHand, otherContactInHand, contactOver. 422: noTelephoneLeg.");
        agents.MapButton<CurrentContactBody>("resume", "resumeContact", body => new ResumeContact(ContactOf(body)))
            .WithSummary("Says that the current call is no longer on hold")
            .WithDescription("Has no effect if it is not on hold. 409: noContactInHand, otherContactInHand, contactOver. 422: noTelephoneLeg.");
        agents.MapButton<CurrentContactBody>("close-pop-up", "closePopUp", body => new ClosePopUp(ContactOf(body)))
            .WithSummary("Closes the pop-up")
            .WithDescription("A callback needs its outcome first.");
        agents.MapButton<CurrentContactBody>("complete-callback", "completeCallback", body => new CompleteCallback(ContactOf(body)))
            .WithSummary("Completes the current callback")
            .WithDescription("This also ends the contact.");
        agents.MapButton<ScheduleBody>("schedule-callback", "scheduleCallback", body => body.ToCommand())
            .WithSummary("Schedules the current callback for a date")
            .WithDescription("Not in the past and within the queue's horizonDays. With own, the callback waits for this agent at its date, for the queue's "
                + "callbacks.ownCallbackHoldSeconds, if the agent is logged in; then any agent gets it. With window in place of dueAt, it is "
                + "promised for that callback window of the queue; 422 windowNotFree where that cannot be booked: freeWindows has the next ones that can. "
                + "This also ends the contact.");
        agents.MapCommand<CodeBody>("code", "setWrapUpCode", (body, _) => body.ToCommand()).RequireAuthorization(AccessPolicy.OwnAgent)
            .WithSummary("Sets the wrap-up code and the note of a contact")
            .WithDescription("While the contact is current, and in the wrap-up that follows it. Replaces an earlier code and note. 409 noContactToCode: the agent has no "
                + "contact, or its queue had no codes when it was offered. 422 unknownWrapUpCode: the code was not among them.");
        agents.MapButton<FailBody>("fail-callback", "failCallback", body => new FailCallback(
                body.Cause, body.Note is { } note ? Input.Text(note, "note") : null, body.DueAt, body.ContactId is { } contact ? Input.Contact(contact) : null))
            .WithSummary("Says that the caller was not reached, and why")
            .WithDescription("By the queue's callbacks.retry for the cause, the callback comes back after a delay, or ends as notReached where its attempts are used up; "
                + "wrongNumber ends it at once. 422 dueAtRequired where the queue has no rule for the cause: repeat it with dueAt. A dueAt takes the place of the rule's "
                + "delay. This also ends the contact.");
        agents.MapCommand<EmptyBody>("force-log-out", "forceLogOut", (_, _) => new ForceLogOut()).RequireAuthorization(AccessPolicy.Supervisors)
            .WithSummary("Logs the agent out by force")
            .WithDescription("A current call is then over; a current callback returns to its place.");
    }

    private static RouteHandlerBuilder MapButton<TBody>(this RouteGroupBuilder agents, string button, string name, Func<TBody, IAgentCommand> command)
        where TBody : class =>
        agents.MapCommand<TBody>(button, name, (body, _) => command(body)).RequireAuthorization(AccessPolicy.OwnAgentOrTelephone);

    private static RouteHandlerBuilder MapCommand<TBody>(this RouteGroupBuilder agents, string verb, string name, Func<TBody, HttpContext, IAgentCommand> command)
        where TBody : class =>
        agents.MapPost("/{agentId}/" + verb, async (string agentId, JsonBody<TBody> body, HttpContext http, AgentView view) =>
            TypedResults.Ok(await view.SendAsync(http, Input.Agent(agentId), command(body.Value, http)))).WithName(name);

    /// <summary>Rules 31 and 33g: an agent may hang up the telephone instead, and a supervisor may end a contact in the agent's place.</summary>
    private static EndedBy EnderOf(HttpContext http) => Access.RoleOf(http.User) is Role.Agent or Role.Connector ? EndedBy.Agent : EndedBy.Supervisor;

    private static TakeBreak BreakOf(BreakBody body)
    {
        Input.PositiveSeconds(body.Seconds, "seconds");
        return new TakeBreak(Input.Text(body.Reason, "reason"), body.Seconds);
    }

    private static ContactId? ContactOf(CurrentContactBody body) => body.ContactId is { } contact ? Input.Contact(contact) : null;
}
