using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Queues;

/// <summary><c>/v1/queues/{queueId}/callback-windows</c>: the windows in which a queue promises callbacks (rule 39).</summary>
internal static class CallbackWindowRoutes
{
    private const int MaxDays = 92;
    private const int DefaultDays = 7;
    private const int MaxLimit = 1000;
    private const int DefaultLimit = 200;

    /// <summary>Adds the route.</summary>
    public static void MapCallbackWindows(this RouteGroupBuilder v1) =>
        v1.MapGet("/queues/{queueId}/callback-windows", ListAsync).RequireAuthorization(AccessPolicy.QueueReaders).WithTags("Queues").WithName("listCallbackWindows")
            .WithSummary("Lists the callback windows of the queue that are still to come, with what is free")
            .WithDescription("In order of time, as far as the queue's callbacks.horizonDays. next is the start of the first window that is left out: send it as from. A window "
                + "that begins while the queue is closed is none. An agent sees a queue that the agent is assigned to, a connector one of its own.");

    private static async Task<Ok<CallbackWindowListResponse>> ListAsync(
        string queueId, HttpContext http, EngineCalls engine, TimeProvider clock,
        [FromQuery, Description("The earliest start of a window; default: now.")] DateTimeOffset? from = null,
        [FromQuery, Description("The latest start of a window, at most 92 days after from; default: 7 days after from.")] DateTimeOffset? to = null,
        [FromQuery, Range(1, MaxLimit), Description("The maximum number of windows.")] int limit = DefaultLimit)
    {
        var queue = Input.Queue(queueId);
        await AgentQueues.RequireAsync(http, engine, queue);
        var first = from ?? clock.GetUtcNow();
        var left = DateTimeOffset.MaxValue - first;
        var last = to ?? first + (left < TimeSpan.FromDays(DefaultDays) ? left : TimeSpan.FromDays(DefaultDays));
        if (last < first || last - first > TimeSpan.FromDays(MaxDays))
            throw Input.OutOfRange("to", $"not before from, and at most {MaxDays} days after it");
        var answer = await engine.SendAsync<CallbackWindowsAnswer>(http, queue.Address, new GetCallbackWindows(first, last, limit));
        return TypedResults.Ok(new CallbackWindowListResponse(
            answer.QueueId, [.. answer.Windows.Select(each => new CallbackWindowResponse(each.Window.From, each.Window.To, each.Capacity, each.Booked, each.Free))], answer.Next));
    }
}

/// <summary>The callback windows of a queue.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="Windows">The windows, in order of time.</param>
/// <param name="Next">The start of the first window that is left out; null where none is.</param>
internal sealed record CallbackWindowListResponse(QueueId QueueId, IReadOnlyList<CallbackWindowResponse> Windows, DateTimeOffset? Next);

/// <summary>A callback window.</summary>
/// <param name="From">Its start, which names it.</param>
/// <param name="To">Its end.</param>
/// <param name="Capacity">The number of callbacks that it may hold.</param>
/// <param name="Booked">The number that it holds: more than its capacity where that was lowered since.</param>
/// <param name="Free">The number that can still be booked.</param>
internal sealed record CallbackWindowResponse(DateTimeOffset From, DateTimeOffset To, int Capacity, int Booked, int Free);
