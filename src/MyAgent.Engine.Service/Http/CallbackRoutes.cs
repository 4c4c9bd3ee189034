using System.Text.Json;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Views;

namespace MyAgent.Engine.Service.Http;

/// <summary><c>/v1/callbacks</c>: all callback requests, whichever queue they are in.</summary>
internal static class CallbackRoutes
{
    private static readonly ContactState[] States =
        [ContactState.Waiting, ContactState.Offered, ContactState.Engaged, ContactState.Scheduled, ContactState.Done];

    /// <summary>Adds the routes.</summary>
    public static void MapCallbacks(this RouteGroupBuilder v1) =>
        v1.MapGet("/callbacks", ListAsync).WithTags("Callbacks").For(Access.Supervisors).Gives<IReadOnlyList<CallbackResponse>>()
            .WithParameters(("state", "waiting, offered, engaged, scheduled or done; left out: all of them."))
            .Says("All callback requests", "In the order in which they were asked for.");

    private static async Task<IResult> ListAsync(HttpContext http, ContactHistory history, JournalFollower follower)
    {
        var state = StateOf(http);
        await follower.CaughtUpAsync(http.RequestAborted);
        return Results.Ok(history.Callbacks(state).Select(CallbackResponse.Of));
    }

    private static ContactState? StateOf(HttpContext http)
    {
        if (Query.Text(http, "state") is not { } given)
            return null;
        foreach (var state in States)
        {
            if (NameOf(state) == given)
                return state;
        }
        throw Query.Bad("state", $"'state' must be one of {string.Join(", ", States.Select(NameOf))}.");
    }

    private static string NameOf(ContactState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}

/// <summary>A callback request as clients see it.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="QueueId">The queue it is in.</param>
/// <param name="Caller">Who asked for it.</param>
/// <param name="Number">The number to call.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Outcome">How it ended, where it is done.</param>
/// <param name="AgentId">The agent it is offered to or with, or who had it last.</param>
/// <param name="OriginAt">When the call first entered the system.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="DueAt">When it comes back, where it is scheduled.</param>
/// <param name="Attempts">How many attempts have failed.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="MessageUrl">Where the voice message is; null where there is none.</param>
/// <param name="FinishedAt">When it ended, where it is done.</param>
internal sealed record CallbackResponse(
    ContactId ContactId,
    QueueId QueueId,
    CallerAddress Caller,
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
    DateTimeOffset? FinishedAt)
{
    /// <summary>What the journal says of a callback request.</summary>
    public static CallbackResponse Of(ContactRecord record) => new(
        record.ContactId, record.QueueId, record.Caller, record.Number, record.State, record.Outcome, record.AgentId, record.OriginAt,
        record.RequestedAt, record.DueAt, record.Attempts, record.Priority,
        record.Message is null ? null : ContactResponse.UrlOf(record.QueueId, record.ContactId) + "/message", record.FinishedAt);
}
