using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Views;

namespace MyAgent.Engine.Service.Http;

/// <summary><c>/v1/queues</c>: policies, figures and lines.</summary>
internal static class QueueRoutes
{
    private const int MostInOneAnswer = 10_000;
    private const int UsuallyInOneAnswer = 1000;
    private const int MaxWaitingInList = 100;

    /// <summary>Adds the routes.</summary>
    public static void MapQueues(this RouteGroupBuilder v1)
    {
        var queues = v1.MapGroup("/queues").WithTags("Queues");
        queues.MapPut("/{q}", ConfigureAsync).For(Access.Admins).Takes<QueueBody>().Gives<QueueResponse>()
            .Says("Creates the queue or sets its policy", "All but name have defaults; what is left out goes back to its default. Answered with the policy.");
        queues.MapGet("/", ListAsync).For(Access.Agents).Gives<QueueListResponse>()
            .WithParameters([.. Paging.Parameters, ("waiting", $"How many of each waiting list to give, from its head, 0 to {MaxWaitingInList}; default 0.")])
            .Says("The queues with their figures, in order of their ids", "From one moment of the journal, asOf. next is the cursor of the next page. "
                + "With If-None-Match the answer is 304 while nothing but the waiting times has changed.");
        queues.MapGet("/{q}", GetAsync).For(Access.Agents).Gives<QueueResponse>()
            .WithParameters(("skip", "How many of the line to leave out, from its head; default 0."), ("take", "How many of the line to give at the most; default 1000, at most 10000."))
            .Says("A queue with its figures and its line", "waiting holds those waiting and recording, in order.");
    }

    private static async Task<IResult> ConfigureAsync(string q, HttpContext http, EngineCalls engine)
    {
        var queue = Input.Queue(q);
        var settings = (await Body.ReadJsonAsync<QueueBody>(http)).ToSettings(queue);
        await RequireAsync(http, engine, settings.OverflowQueue, "overflowQueue");
        await RequireAsync(http, engine, settings.ClosedQueue, "closedQueue");
        return Results.Ok(QueueResponse.Of(
            await engine.SendAsync<QueueSettingsAnswer>(http, queue.Address, new ConfigureQueue(settings))));
    }

    private static async Task<IResult> ListAsync(HttpContext http, Board board, JournalFollower follower, TimeProvider clock)
    {
        var page = Paging.Of(http);
        var waiting = (int)Query.Whole(http, "waiting", missing: 0, least: 0, most: MaxWaitingInList);
        await follower.CaughtUpAsync(http.RequestAborted);
        var queues = board.Queues(page.After, page.Limit, waiting, clock.GetUtcNow());
        // Queues open and close by the clock, without an event.
        if (EntityTag.Matches(http, $"{queues.Version}.{string.Concat(queues.Items.Select(queue => queue.Open ? 'o' : 'c'))}"))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        return Results.Ok(new QueueListResponse(
            queues.AsOf, queues.Total, [.. queues.Items.Select(queue => QueueResponse.Of(queue, withLine: waiting > 0))], Paging.CursorOf(queues.Next)));
    }

    private static async Task<IResult> GetAsync(string q, HttpContext http, EngineCalls engine)
    {
        var ask = new GetQueue(
            (int)Query.Whole(http, "skip", missing: 0, least: 0, most: int.MaxValue),
            (int)Query.Whole(http, "take", missing: UsuallyInOneAnswer, least: 0, most: MostInOneAnswer));
        return Results.Ok(QueueResponse.Of(await engine.SendAsync<QueueAnswer>(http, Input.Queue(q).Address, ask), withLine: true));
    }

    private static async Task RequireAsync(HttpContext http, EngineCalls engine, QueueId? queue, string field)
    {
        if (queue is { } named && !await engine.ExistsAsync(http, named))
            throw Problem.From(Refusal.Rule("unknownQueue", $"There is no queue '{named}'.", field)).AsException();
    }
}

/// <summary>A page of queues.</summary>
/// <param name="AsOf">The ordering of the newest event that it shows.</param>
/// <param name="Total">How many queues there are in all.</param>
/// <param name="Queues">The queues, in order of their ids.</param>
/// <param name="Next">The cursor of the next page; null where this is the last one.</param>
internal sealed record QueueListResponse(long AsOf, int Total, IReadOnlyList<QueueResponse> Queues, string? Next);
