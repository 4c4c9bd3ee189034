using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Estimates;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Queues;

/// <summary><c>/v1/queues</c>: policies, figures and waiting lists.</summary>
internal static class QueueRoutes
{
    private const int MaxWaiting = 10_000;
    private const int DefaultWaiting = 1000;
    private const int MaxWaitingInList = 100;

    /// <summary>Adds the routes.</summary>
    public static void MapQueues(this RouteGroupBuilder v1)
    {
        var queues = v1.MapGroup("/queues").WithTags("Queues");
        queues.MapPut("/{queueId}", ConfigureAsync).RequireAuthorization(AccessPolicy.Admins).WithName("configureQueue")
            .WithSummary("Creates the queue or sets its policy")
            .WithDescription("All fields but name have defaults; an omitted field is reset to its default. The answer is the whole policy.");
        queues.MapPatch("/{queueId}", ChangeAsync).RequireAuthorization(AccessPolicy.Admins).WithName("changeQueue")
            .WithSummary("Changes the given fields of the queue's policy")
            .WithDescription("A JSON merge patch (RFC 7396): omitted fields keep their values, also when another client changes them at the same time; null restores the "
                + "default; lists are replaced. The answer is the whole policy.");
        queues.MapDelete("/{queueId}", RemoveAsync).RequireAuthorization(AccessPolicy.Admins).WithName("removeQueue")
            .WithSummary("Removes the queue")
            .WithDescription("Refused while a contact is open in the queue, an agent is assigned to it, or another queue names it as overflowQueue or closedQueue: 409 "
                + "queueInUse. What happened in it stays in the history and in the reports.");
        queues.MapGet("/", ListAsync).RequireAuthorization(AccessPolicy.Agents).WithName("listQueues").Produces(StatusCodes.Status304NotModified)
            .WithSummary("Lists the queues with their figures, ordered by id")
            .WithDescription("The page shows one moment of the journal, asOf. next is the cursor of the next page. With If-None-Match the answer is 304 while nothing "
                + "but the waiting times has changed. An agent sees the queues that the agent is assigned to.");
        queues.MapGet("/{queueId}", GetAsync).RequireAuthorization(AccessPolicy.Agents).WithName("getQueue")
            .WithSummary("Gets a queue with its figures and its contacts")
            .WithDescription("waiting has the waiting and recording contacts, in order; withAgents the offered and engaged ones. An agent sees a queue that the agent is "
                + "assigned to.");
        queues.MapGet("/{queueId}/estimate", EstimateAsync).RequireAuthorization(AccessPolicy.QueueReaders).WithName("estimateWait")
            .WithSummary("Estimates the wait of a call that would arrive now")
            .WithDescription("seconds is the expected wait until an agent has the call; the band from low to high is meant to hold four waits out of five. Where there is no "
                + "estimate, reason says why: noAgent, closed, full or tooLittleSeen. An agent sees a queue that the agent is assigned to, a connector one of its own.");
    }

    private static async Task<Ok<WaitEstimate>> EstimateAsync(
        string queueId, HttpContext http, EngineCalls engine, Board board, JournalFollower follower, TimeProvider clock,
        [FromQuery, Range(0, Input.MaxPriority), Description("The priority that the call would have.")] int priority = 0)
    {
        var queue = Input.Queue(queueId);
        await AgentQueues.RequireAsync(http, engine, queue);
        await follower.CaughtUpAsync(http.RequestAborted);
        return TypedResults.Ok(board.EstimateArrival(queue, priority, clock.GetUtcNow())
            ?? throw Problem.NotFound("unknownQueue", $"There is no queue '{queue}'.").AsException());
    }

    private static async Task<Ok<QueuePolicyResponse>> ConfigureAsync(string queueId, JsonBody<QueueBody> body, HttpContext http, EngineCalls engine)
    {
        var queue = Input.Queue(queueId);
        var settings = body.Value.ToSettings(queue);
        await RequireAsync(http, engine, settings.OverflowQueue, "overflowQueue");
        await RequireAsync(http, engine, settings.ClosedQueue, "closedQueue");
        var answer = await engine.SendAsync<QueueSettingsAnswer>(http, queue.Address, new ConfigureQueue(settings));
        return TypedResults.Ok(new QueuePolicyResponse(answer.QueueId, answer.Settings));
    }

    private static async Task<Ok<QueuePolicyResponse>> ChangeAsync(string queueId, MergePatchBody<QueueBody> body, HttpContext http, EngineCalls engine)
    {
        var queue = Input.Queue(queueId);
        var settings = body.Over(QueueBody.Complete).ToSettings(queue);
        await RequireAsync(http, engine, settings.OverflowQueue, "overflowQueue");
        await RequireAsync(http, engine, settings.ClosedQueue, "closedQueue");
        var answer = await engine.SendAsync<QueueSettingsAnswer>(http, queue.Address, new ChangeQueue(body.In(settings)));
        return TypedResults.Ok(new QueuePolicyResponse(answer.QueueId, answer.Settings));
    }

    private static async Task<NoContent> RemoveAsync(string queueId, HttpContext http, EngineCalls engine, Board board, JournalFollower follower)
    {
        var queue = Input.Queue(queueId);
        await follower.CaughtUpAsync(http.RequestAborted);
        if (board.WhichSendsTo(queue) is { } other)
            throw Problem.Conflict("queueInUse", $"The queue '{other}' sends its contacts on to it: change that first.").AsException();
        await engine.SendAsync<QueueSettingsAnswer>(http, queue.Address, new RemoveQueue());
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<QueueListResponse>, StatusCodeHttpResult>> ListAsync(
        [AsParameters] Paging page, HttpContext http, EngineCalls engine, Board board, JournalFollower follower, TimeProvider clock,
        [FromQuery, Range(0, MaxWaitingInList), Description("The number of contacts of each waiting list, from its head; 0: none.")] int waiting = 0)
    {
        var after = page.After();
        var visible = await AgentQueues.VisibleAsync(http, engine);
        await follower.CaughtUpAsync(http.RequestAborted);
        var queues = board.Queues(after, page.Count, waiting, clock.GetUtcNow(), visible);
        // Queues open and close by the clock, without an event.
        if (EntityTag.Matches(http, $"{queues.Version}.{string.Concat(queues.Items.Select(queue => queue.Open ? 'o' : 'c'))}.{Access.AgentOf(http.User)}"))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return TypedResults.Ok(new QueueListResponse(
            queues.AsOf, queues.Total, [.. queues.Items.Select(queue => Estimated(queue with { WithAgents = null }, withWaiting: waiting > 0, board, clock))],
            Paging.CursorOf(queues.Next)));
    }

    private static async Task<Ok<QueueResponse>> GetAsync(
        string queueId, HttpContext http, EngineCalls engine, Board board, TimeProvider clock,
        [FromQuery, Range(0, int.MaxValue), Description("The number of contacts to skip at the head of the waiting list.")] int skip = 0,
        [FromQuery, Range(0, MaxWaiting), Description("The maximum number of contacts of the waiting list.")] int take = DefaultWaiting)
    {
        var asked = Input.Queue(queueId);
        await AgentQueues.RequireAsync(http, engine, asked);
        var queue = await engine.SendAsync<QueueAnswer>(http, asked.Address, new GetQueue(skip, take));
        return TypedResults.Ok(Estimated(queue, withWaiting: true, board, clock));
    }

    private static QueueResponse Estimated(QueueAnswer queue, bool withWaiting, Board board, TimeProvider clock) =>
        new(queue, withWaiting) { EstimatedWait = board.EstimateArrival(queue.QueueId, priority: 0, clock.GetUtcNow()) };

    private static async Task RequireAsync(HttpContext http, EngineCalls engine, QueueId? queue, string field)
    {
        if (queue is { } named && !await engine.ExistsAsync(http, named))
            throw Problem.From(Refusal.Rule("unknownQueue", $"There is no queue '{named}'.", field)).AsException();
    }
}

/// <summary>A page of queues.</summary>
/// <param name="AsOf">The ordering of the newest event that it shows.</param>
/// <param name="Total">The number of all queues.</param>
/// <param name="Queues">The queues, ordered by id.</param>
/// <param name="Next">The cursor of the next page; null where this is the last one.</param>
internal sealed record QueueListResponse(long AsOf, int Total, IReadOnlyList<QueueResponse> Queues, string? Next);
