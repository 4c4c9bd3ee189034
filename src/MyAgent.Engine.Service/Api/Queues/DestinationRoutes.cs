using Microsoft.AspNetCore.Http.HttpResults;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Queues;

/// <summary><c>/v1/destinations</c>: what an agent sees of queues other than the agent's own, to ask them for advice.</summary>
internal static class DestinationRoutes
{
    /// <summary>Adds the route.</summary>
    public static void MapDestinations(this RouteGroupBuilder v1) =>
        v1.MapGet("/destinations", ListAsync).WithTags("Queues").RequireAuthorization(AccessPolicy.Agents).WithName("listDestinations")
            .Produces(StatusCodes.Status304NotModified)
            .WithSummary("Lists the queues that an agent can consult, ordered by id")
            .WithDescription("All queues with what every agent may see of them, at one moment of the journal, asOf. next is the cursor of the next page. With "
                + "If-None-Match the answer is 304 while nothing has changed.");

    private static async Task<Results<Ok<DestinationListResponse>, StatusCodeHttpResult>> ListAsync(
        [AsParameters] Paging page, HttpContext http, Board board, JournalFollower follower, TimeProvider clock)
    {
        var after = page.After();
        await follower.CaughtUpAsync(http.RequestAborted);
        var queues = board.Queues(after, page.Count, waiting: 0, clock.GetUtcNow());
        // Queues open and close by the clock, without an event.
        if (EntityTag.Matches(http, $"{queues.Version}.{string.Concat(queues.Items.Select(queue => queue.Open ? 'o' : 'c'))}"))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return TypedResults.Ok(new DestinationListResponse(
            queues.AsOf, queues.Total, [.. queues.Items.Select(queue => new DestinationResponse(queue.QueueId, queue.Settings.Name, queue.Open, queue.AgentsAvailable))],
            Paging.CursorOf(queues.Next)));
    }
}

/// <summary>A page of destinations.</summary>
/// <param name="AsOf">The ordering of the newest event that it shows.</param>
/// <param name="Total">The number of all queues.</param>
/// <param name="Destinations">The queues, ordered by id.</param>
/// <param name="Next">The cursor of the next page; null where this is the last one.</param>
internal sealed record DestinationListResponse(long AsOf, int Total, IReadOnlyList<DestinationResponse> Destinations, string? Next);

/// <summary>A queue as every agent may see it.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Open">Whether it is open now.</param>
/// <param name="AgentsAvailable">The number of its agents who are available.</param>
internal sealed record DestinationResponse(QueueId QueueId, string Name, bool Open, int AgentsAvailable);
