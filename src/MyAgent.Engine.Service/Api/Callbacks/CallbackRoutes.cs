using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Primitives;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Callbacks;

/// <summary><c>/v1/callbacks</c>: the callback requests of all queues.</summary>
internal static class CallbackRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapCallbacks(this RouteGroupBuilder v1) =>
        v1.MapGet("/callbacks", ListAsync).WithTags("Callbacks").RequireAuthorization(AccessPolicy.Supervisors).WithName("listCallbacks")
            .WithSummary("Lists the callback requests of all queues, in the order of the requests")
            .WithDescription("The page shows one moment of the journal, asOf. next is the cursor of the next page.");

    private static async Task<Ok<CallbackListResponse>> ListAsync(
        [AsParameters] Paging page, HttpContext http, Board board, JournalFollower follower,
        [FromQuery, Description("Only callbacks in one of these states.")] CommaSeparated<CallbackState>? state = null)
    {
        var after = page.After() is { } place ? PlaceOf(place) : (CallbackPosition?)null;
        await follower.CaughtUpAsync(http.RequestAborted);
        var callbacks = board.Callbacks(state?.Values.Select(each => (ContactState)each).ToList(), after, page.Count, NameOf);
        return TypedResults.Ok(new CallbackListResponse(callbacks.AsOf, [.. callbacks.Items.Select(CallbackResponse.Of)], Paging.CursorOf(callbacks.Next)));
    }

    private static string NameOf(CallbackPosition place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.RequestedAt.UtcTicks} {place.Ordering}");

    private static CallbackPosition PlaceOf(string name) =>
        name.Split(' ') is [var ticks, var ordering]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
            && long.TryParse(ordering, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new CallbackPosition(new DateTimeOffset(at, TimeSpan.Zero), number)
                : throw Paging.BadCursor();
}

/// <summary>Where a callback request can stand.</summary>
[JsonConverter(typeof(CamelCaseEnum<CallbackState>))]
internal enum CallbackState
{
    /// <summary>In the waiting list.</summary>
    Waiting = ContactState.Waiting,

    /// <summary>Proposed to one agent.</summary>
    Offered = ContactState.Offered,

    /// <summary>With one agent.</summary>
    Engaged = ContactState.Engaged,

    /// <summary>Comes back at its date.</summary>
    Scheduled = ContactState.Scheduled,

    /// <summary>Finished.</summary>
    Done = ContactState.Done,
}

/// <summary>A page of callback requests.</summary>
/// <param name="AsOf">The ordering of the newest event that it shows.</param>
/// <param name="Callbacks">The callback requests, in the order of the requests.</param>
/// <param name="Next">The cursor of the next page; null where this is the last one.</param>
internal sealed record CallbackListResponse(long AsOf, IReadOnlyList<CallbackResponse> Callbacks, string? Next);

/// <summary>A callback request as clients see it.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="QueueId">The queue it is in.</param>
/// <param name="Caller">The caller who requested it; null where the number is withheld.</param>
/// <param name="Number">The number to call.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Outcome">How it ended, where it is done.</param>
/// <param name="AgentId">The agent it is offered to or with, or who had it last.</param>
/// <param name="OriginAt">When the call first entered the system.</param>
/// <param name="RequestedAt">When the caller requested it.</param>
/// <param name="DueAt">When it comes back, where it is scheduled.</param>
/// <param name="Attempts">How many attempts have failed.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="MessageUrl">Where the voice message is; null where there is none.</param>
/// <param name="FinishedAt">When it ended, where it is done.</param>
/// <param name="FailedAttempts">The attempts in this queue that have failed with a cause, oldest first.</param>
/// <param name="Window">The callback window that is promised, until an agent accepts the callback; null for none.</param>
internal sealed record CallbackResponse(
    ContactId ContactId,
    QueueId QueueId,
    CallerAddress? Caller,
    string? Number,
    ContactState State,
    ContactOutcome? Outcome,
    AgentId? AgentId,
    DateTimeOffset OriginAt,
    DateTimeOffset? RequestedAt,
    DateTimeOffset? DueAt,
    int Attempts,
    int Priority,
    string? MessageUrl,
    DateTimeOffset? FinishedAt,
    IReadOnlyList<FailedCallbackAttempt> FailedAttempts,
    CallbackWindow? Window)
{
    /// <summary>What the journal says of a callback request.</summary>
    public static CallbackResponse Of(ContactRecord record) => new(
        record.ContactId, record.QueueId, record.Caller, record.Number, record.State, record.Outcome, record.AgentId, record.OriginAt,
        record.RequestedAt, record.DueAt, record.Attempts, record.Priority,
        record.Message is null ? null : ContactUrl.OfMessage(record.QueueId, record.ContactId), record.FinishedAt,
        record.FailedAttempts ?? [], record.Window);
}
