using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Service.Api.Agents;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Telemetry;

namespace MyAgent.Engine.Service.Api.Events;

/// <summary><c>/v1/events</c>: the journal as server-sent events, in its order.</summary>
internal static class EventRoutes
{
    /// <summary>The header that names the journal.</summary>
    public const string JournalHeader = "MyAgent-Journal";

    /// <summary>The bounds of noticeSeconds: fewer would be every event, more would outlast the sign of life.</summary>
    private const double MinNoticeSeconds = 0.1;
    private const double MaxNoticeSeconds = 10;

    private const string LastEventId = "Last-Event-ID";

    /// <summary>Adds the routes.</summary>
    public static void MapEvents(this RouteGroupBuilder v1) =>
        v1.MapGet("/events", FollowAsync).WithTags("Events").RequireAuthorization(AccessPolicy.AnyToken).WithName("followEvents")
            .Produces<Stream>(StatusCodes.Status200OK, "text/event-stream")
            .WithSummary("Streams the events in journal order")
            .WithDescription("Server-sent events: id is the place in the journal, event the name of the event, data one line of JSON "
                + "{ordering, at, entity, sequenceNr, type, by, command, via, queueId, agentId, contactId, data}. via is telephone where a connector spoke for "
                + "an agent's telephone. queueId, agentId and contactId are null where the event itself does not "
                + "name them. offer-received, the event of an offer that reaches its agent, also has offer {offerId, contactId, "
                + "queueId, agentId, kind, caller, number, messageUrl, expiresAt, connector, called, subject, link, attributes}. "
                + "The first event is called journal: its id is the place behind which the stream begins, its data {journal, newest} "
                + "the journal's id, as in the header MyAgent-Journal, "
                + "and the newest event of the moment. Resumes with Last-Event-ID; 409 (eventIdUnknown, with newest and journal) "
                + "where the journal has no such event: it was replaced, or "
                + "restored from a backup. Another journal id than before means the same. A connector receives the events of "
                + "contacts, the offers that reach agents, and the holds and ends of their contacts; with a token that is "
                + "bound to queues, those of the contacts that came in by them. An agent receives the agent's own events, "
                + "and the stream renews the agent's lease while it is open. A comment every 15 seconds keeps the connection open.");

    private static async Task FollowAsync(
        HttpContext http, IJournalFeed journal, AccessTokens tokens, Sessions sessions, ContactHistory history, JournalFollower follower, EventFrames frames,
        IHostApplicationLifetime life, TimeProvider clock, ServiceMetrics metrics, ConnectorLeaseKeeper leases, AgentLeaseKeeper agentLeases,
        [FromQuery, Description("The position in the journal after which to start: an id; 0, the default, for the beginning; newest for the next event. "
            + "Last-Event-ID takes precedence.")]
        StreamStart? after = null,
        [FromQuery, Description("false: the stream ends with the newest event of the moment; true: it continues.")]
        bool follow = true,
        [FromQuery, Description("Only the events of this queue; with agent, the events of both.")] string? queue = null,
        [FromQuery, Description("Only the events of this agent; with queue, the events of both.")] string? agent = null,
        [FromQuery, Description("Only the events of these names.")] CommaSeparated<string>? types = null,
        [FromQuery, Description("Only the events about contacts of these kinds, as each contact was then. Includes events about contacts whose kind is no longer known.")]
        CommaSeparated<ContactKind>? kind = null,
        [FromQuery, Description("Only the events about contacts that this connector brought, and of the connector. The stream renews its lease while it is open.")]
        string? connector = null,
        [FromQuery, Description("Sends notices instead of events: an event called changed, with the ordering of the newest event of the moment, at most once "
            + "in this time, in seconds, from 0.1 to 10.")]
        double? noticeSeconds = null)
    {
        if (noticeSeconds is not (null or (>= MinNoticeSeconds and <= MaxNoticeSeconds)))
            throw Input.OutOfRange("noticeSeconds", $"from {MinNoticeSeconds} to {MaxNoticeSeconds} seconds");
        ConnectorId? named = connector is null ? null : Input.Connector(connector, "connector");
        var filter = await NewFilterAsync();
        http.Response.Headers[JournalHeader] = journal.JournalId;
        var begin = await PlaceAsync(LastEventIdOf(http) ?? after ?? new StreamStart(0), journal, http.RequestAborted);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        using var open = metrics.StreamOpened();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        var tokenId = Access.TokenOf(http.User);
        var stream = new EventStream(http.Response.BodyWriter, frames, () => tokens.IsRevoked(tokenId) || sessions.IsOver(http.User), clock);
        var lease = !follow ? Task.CompletedTask
            : Access.AgentOf(http.User) is { } own ? agentLeases.RunAsync(new AgentId(own), Access.By(http.User), ending.Token)
            : named is { } leased ? leases.RunAsync(leased, Access.By(http.User), ending.Token)
            : Task.CompletedTask;
        try
        {
            await stream.WriteAsync(EventFrames.Beginning(journal.JournalId, begin, Math.Max(begin, journal.Position)), ending.Token);
            if (noticeSeconds is { } seconds)
                await NotifyAsync(stream, journal, begin, follow, NewFilterAsync, TimeSpan.FromSeconds(seconds), clock, ending.Token);
            else
                await stream.WriteEventsAsync(Records(journal, begin, follow, filter, ending.Token), filter.Includes, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client has gone or the engine stops: either way the stream is over, and can be taken up where it was.
        }
        finally
        {
            await ending.CancelAsync();
            await lease;
        }

        async Task<EventFilter> NewFilterAsync()
        {
            var made = EventFilter.Of(http, queue, agent, types?.Values, kind?.Values, named, history);
            if (made.NeedsHistory)
                await follower.CaughtUpAsync(http.RequestAborted);
            return made;
        }
    }

    private static IAsyncEnumerable<JournalRecord> Records(IJournalFeed journal, long after, bool follow, EventFilter filter, CancellationToken cancel) =>
        follow ? journal.FollowAsync(after, filter.Entities, cancel) : journal.ReadAsync(after, filter.Entities is { Count: 1 } one ? one.Single() : null, cancel);

    /// <summary>After a notice the stream begins again behind the newest event: what happens in between is in what the client reads now, and nothing is kept for it.</summary>
    private static async Task NotifyAsync(
        EventStream stream, IJournalFeed journal, long position, bool follow, Func<Task<EventFilter>> newFilter, TimeSpan interval, TimeProvider clock, CancellationToken cancel)
    {
        do
        {
            var filter = await newFilter();
            if (stream.IsOver)
                return;

            // Where the client may see every event, the position alone says that there is one: nothing is read.
            var isKnown = follow && filter.IncludesEverything && journal.Position > position;
            if (!isKnown && await stream.NextAsync(Records(journal, position, follow, filter, cancel), filter.Includes, cancel) is null)
                return;
            position = journal.Position;
            await stream.WriteAsync(EventFrames.Notice(position), cancel);
            await Task.Delay(interval, clock, cancel);
        }
        while (follow);
    }

    /// <summary>The ordering behind which a stream begins.</summary>
    /// <exception cref="ProblemException">409: the journal does not reach that far.</exception>
    private static async Task<long> PlaceAsync(StreamStart place, IJournalFeed journal, CancellationToken cancel)
    {
        if (place.Ordering is { } ordering && ordering <= journal.Position)
            return ordering;

        // Another process may have written what this one has not read yet.
        var newest = await journal.LastOrderingAsync(cancel);
        if (place.Ordering is not { } named)
            return newest;
        return named <= newest ? named : throw Problem.UnknownEvent(named, newest, journal.JournalId).AsException();
    }

    private static StreamStart? LastEventIdOf(HttpContext http)
    {
        var resumed = http.Request.Headers[LastEventId];
        if (resumed.Count == 0)
            return null;
        return resumed is [{ } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? new StreamStart(after)
            : throw Problem.BadInput("badQuery", LastEventId, $"{LastEventId} must be the id of an event.").AsException();
    }
}
