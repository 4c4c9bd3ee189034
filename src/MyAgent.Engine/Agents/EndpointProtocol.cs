using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <summary>Log-in at an endpoint, which must say yes, and its release at log-out (rule 28). Claim and release are sent until the endpoint has answered; so is what a
/// reject says of the endpoint (rule 33b). That they are wanted is journaled; which clients wait, and when they were sent, is volatile.</summary>
internal sealed class EndpointProtocol(AgentContext agent, AgentAnswerBuilder answers)
{
    private List<string>? _waitingClients;
    private DateTimeOffset? _sentAt;
    private long _releasedClaim;

    /// <summary>When the newest of these is sent again; null where the endpoint has answered.</summary>
    public DateTimeOffset? NextDeadline => IsUnanswered ? _sentAt + Deadlines.RetryInterval : null;

    /// <summary>Whether the agent waits for an endpoint to log in.</summary>
    public bool IsRequested => State.Claim?.State == ClaimState.Requested;

    private AgentState State => agent.State;

    private bool IsUnanswered => IsRequested || State.Claim is { IsFound: true }
        || (State.Claim is { State: ClaimState.Released } released && released.Number != _releasedClaim);

    /// <summary>The cause of the log-in that waits for its endpoint, where it was given under a command id; null where it was not.</summary>
    public Cause? PendingUnder(string commandId) =>
        State.Claim is { State: ClaimState.Requested, Request: { } cause } && cause.CommandId == commandId ? cause : null;

    /// <summary>Rule 28: logs the agent in at the endpoint that the command names, else at the configured one; at once where there is none.</summary>
    public Verdict LogIn(LogIn login, Envelope envelope)
    {
        if (State.Status != AgentStatus.LoggedOut)
        {
            return login.Endpoint is null || login.Endpoint == State.Endpoint ? new Decision()
                : State.Endpoint is { } current ? agent.WrongState("loggedInElsewhere", current.Value)
                : agent.WrongState("loggedInElsewhere") with { Case = "noEndpoint" };
        }
        var endpoint = login.Endpoint ?? State.Settings.Endpoint;
        if (State.Claim is { State: ClaimState.Requested } pending)
        {
            return pending.Endpoint == endpoint && envelope.Cause.CommandId is null
                ? new Verdict(new Decision().Changing(new LogInAwaited(envelope.ReplyTo)), AnsweredLater: true)
                : agent.WrongState("logInPending", pending.Endpoint.Value);
        }
        return endpoint is { } chosen
            ? new Verdict(new Decision().With(new EndpointRequested(chosen)).Changing(new LogInAwaited(envelope.ReplyTo)), AnsweredLater: true)
            : new Decision().With(new AgentLoggedIn());
    }

    /// <summary>The agent logs out while the endpoint has not decided on its log-in. Under a key the log-out is answered by a decision of its own, so that its key is
    /// remembered too.</summary>
    public Verdict TakeBack(Envelope logOut)
    {
        var claim = State.Claim!;
        var decision = AnswerClients(
            new Decision().With(new EndpointRequestEnded(claim.Endpoint)), claim, agent.WrongState("logInTakenBack")).CausedBy(claim.Request!);
        return logOut.Cause.CommandId is null
            ? decision
            : new Verdict(decision.Changing(new AnswerDeferred(new WaitingClient(logOut.ReplyTo, logOut.Cause), Refusal: null)), AnsweredLater: true);
    }

    /// <summary>The endpoint is the agent's. A grant that is not wanted any more is given back.</summary>
    public Decision OnGranted(EndpointGranted granted)
    {
        if (State.Claim is not { } claim || (claim.Endpoint, claim.Number) != (granted.EndpointId, granted.Claim) || claim.State == ClaimState.Released)
            return GiveBack(granted.EndpointId, granted.Claim);
        return claim.State == ClaimState.Requested
            ? AnswerClients(new Decision().With(new AgentLoggedIn(claim.Endpoint, granted.Report)), claim, refusal: null).CausedBy(claim.Request!)
            : new Decision();
    }

    /// <summary>Another agent has the endpoint.</summary>
    public Decision OnRefused(EndpointRefused refused)
    {
        if (State.Claim is not { State: ClaimState.Requested } claim || (claim.Endpoint, claim.Number) != (refused.EndpointId, refused.Claim))
            return new Decision();
        return AnswerClients(
            new Decision().With(new EndpointRequestEnded(claim.Endpoint, refused.Holder)), claim,
            agent.WrongState("endpointInUse", claim.Endpoint.Value, refused.Holder.Value)).CausedBy(claim.Request!);
    }

    /// <summary>Rule 29: the endpoint says what is reported of it. Where it cannot ring, an open offer of a call is withdrawn, which is no miss (law 11). While the
    /// endpoint has not decided on the log-in its grant will say it.</summary>
    public Decision OnNews(EndpointNews news, DateTimeOffset now)
    {
        if (State.Claim is not { State: not ClaimState.Released } claim || (claim.Endpoint, claim.Number) != (news.EndpointId, news.Claim))
            return GiveBack(news.EndpointId, news.Claim);
        if (claim.State == ClaimState.Requested)
            return new Decision();
        var decision = new Decision().Sending(news.EndpointId.Address, new EndpointNewsSeen(agent.Id, claim.Number, news.Report.Revision));
        if (news.Report.Revision <= claim.Report?.Revision)
            return decision;
        decision.With(new EndpointStateHeard(news.EndpointId, news.Report));
        return news.Report.State != EndpointState.Ready && State.Ringing is { Acceptance: null, Offer: { Contact.RingsTelephone: true } offer }
            ? decision.With(new OfferClosed(offer.OfferId, OfferOutcome.Withdrawn)).FollowedByNext(State, now)
            : decision;
    }

    /// <summary>The endpoint asks whether the agent has it.</summary>
    public Decision OnQuestion(AskForClaim ask) =>
        State.Claim is { State: not ClaimState.Released } claim && (claim.Endpoint, claim.Number) == (ask.EndpointId, ask.Claim)
            ? new Decision().Sending(ask.EndpointId.Address, new KeepEndpoint(agent.Id, ask.Claim))
            : GiveBack(ask.EndpointId, ask.Claim);

    /// <summary>The endpoint has seen the release.</summary>
    public static Decision OnReleaseSeen(EndpointReleaseSeen seen) => new Decision().Changing(new ReleaseConfirmed(seen.Claim));

    /// <summary>Sends what the endpoint is to be told, again and again until it has answered.</summary>
    public Decision? Send(DateTimeOffset now)
    {
        if (!IsUnanswered || now < _sentAt + Deadlines.RetryInterval)
            return null;
        var claim = State.Claim!;
        return new Decision()
            .Sending(claim.Endpoint.Address, claim.State switch
            {
                ClaimState.Requested => new ClaimEndpoint(agent.Id, claim.Number),
                ClaimState.Held => new EndpointStateFound(agent.Id, claim.Number, claim.Report!.State, claim.Report.Revision),
                _ => new ReleaseEndpoint(agent.Id, claim.Number),
            })
            .Changing(new EndpointMessageSent(now));
    }

    /// <summary>Takes note that something has happened: what is to be said to the endpoint then has not been sent yet.</summary>
    public void OnEvent(IEvent happened)
    {
        if (happened is EndpointRequested or EndpointRequestEnded or AgentLoggedIn or AgentLoggedOut or OfferClosed { Outcome: OfferOutcome.Rejected })
            _sentAt = null;
    }

    public void Apply(EndpointChange change)
    {
        switch (change)
        {
            case LogInAwaited { ReplyTo: { } client }:
                (_waitingClients ??= []).Add(client);
                break;
            case LogInDecided:
                _waitingClients = null;
                break;
            case EndpointMessageSent sent:
                _sentAt = sent.At;
                break;
            case ReleaseConfirmed confirmed:
                _releasedClaim = Math.Max(_releasedClaim, confirmed.Claim);
                break;
        }
    }

    private Decision GiveBack(EndpointId endpoint, long claim) => new Decision().Sending(endpoint.Address, new ReleaseEndpoint(agent.Id, claim));

    private Decision AnswerClients(Decision decision, EndpointClaim claim, Refusal? refusal)
    {
        foreach (var client in _waitingClients ?? [])
            decision.Answering(client, () => refusal ?? (IAnswer)answers.AsJournaled());
        if (refusal is not null && claim.Request?.CommandId is not null)
            decision.With(new AgentCommandAnswered(refusal));
        return decision.Changing(new LogInDecided());
    }
}

/// <summary>A change of what the agent knows of the messages to its endpoint.</summary>
internal abstract record EndpointChange : IVolatileChange;

/// <summary>A client waits for the endpoint's decision; null where none does.</summary>
internal sealed record LogInAwaited(string? ReplyTo) : EndpointChange;

/// <summary>The endpoint has decided, or the log-in was taken back.</summary>
internal sealed record LogInDecided : EndpointChange;

/// <summary>The claim or the release was sent.</summary>
internal sealed record EndpointMessageSent(DateTimeOffset At) : EndpointChange;

/// <summary>The endpoint has seen the release of a claim.</summary>
internal sealed record ReleaseConfirmed(long Claim) : EndpointChange;
