using System.Buffers;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Serialization;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Telemetry;

namespace MyAgent.Engine.Service.Http;

/// <summary><c>/v1/events</c>: the journal as server-sent events, in its order.</summary>
internal static class EventRoutes
{
    private const string LastEventId = "Last-Event-ID";

    /// <summary>Proxies close a connection on which nothing is said for much longer than this.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Adds the routes.</summary>
    public static void MapEvents(this RouteGroupBuilder v1) =>
        v1.MapGet("/events", FollowAsync).WithTags("Events").For(Access.Anybody).WithName("followEvents")
            .Produces<Stream>(StatusCodes.Status200OK, "text/event-stream")
            .WithSummary("What happens, in journal order")
            .WithDescription("Server-sent events: id is the place in the journal, event the name of the event, data one line of JSON "
                + "{ordering, at, entity, sequenceNr, type, by, command, data}. Resumes with Last-Event-ID. A connector is told what happens to contacts, one whose token is "
                + "bound to queues what happens to the contacts that came in by them, an agent what happens to that agent. A comment every 15 seconds keeps the connection open.");

    private static async Task FollowAsync(
        HttpContext http, IJournalFeed journal, AccessTokens tokens, Sessions sessions, ContactHistory history, JournalFollower follower,
        IHostApplicationLifetime life, TimeProvider clock, ServiceMetrics metrics,
        [FromQuery, Range(0, long.MaxValue), Description("The place in the journal after which to begin; 0: from the beginning. Last-Event-ID goes before it.")]
        long after = 0,
        [FromQuery, Description("false: the stream ends with the newest event of the moment; true: it goes on with what happens.")]
        bool follow = true,
        [FromQuery, Description("The events of this queue only; with agent, the events of both.")] string? queue = null,
        [FromQuery, Description("The events of this agent only; with queue, the events of both.")] string? agent = null)
    {
        var filter = EventFilter.Of(http, queue, agent, history);
        if (filter.Scope is not null)
            await follower.CaughtUpAsync(http.RequestAborted);
        after = LastEventIdOf(http) ?? after;
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        using var open = metrics.StreamOpened();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        try
        {
            await SayAsync(http, ": following\n\n"u8.ToArray(), ending.Token);
            var records = follow ? journal.FollowAsync(after, cancel: ending.Token) : journal.ReadAsync(after, cancel: ending.Token);
            await foreach (var record in WithPauses(records, clock, ending.Token))
            {
                if (tokens.IsRevoked(Access.TokenOf(http.User)) || sessions.IsOver(http.User))
                    return;
                if (record is null)
                    await SayAsync(http, ":\n\n"u8.ToArray(), ending.Token);
                else if (filter.Lets(record))
                    await SayAsync(http, Write(record), ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client has gone or the engine stops: either way the stream is over, and can be taken up where it was.
        }
    }

    /// <summary>The records, and a null whenever none has come for as long as a <see cref="Heartbeat"/>.</summary>
    private static async IAsyncEnumerable<JournalRecord?> WithPauses(
        IAsyncEnumerable<JournalRecord> records, TimeProvider clock, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var reader = records.GetAsyncEnumerator(cancel);
        var next = reader.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                while (!await CompletesAsync(next, clock, cancel))
                    yield return null;
                if (!await next)
                    yield break;
                yield return reader.Current;
                next = reader.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // A reader must not be let go while it reads; it stops by the same token.
            await next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            await reader.DisposeAsync();
        }
    }

    private static async Task<bool> CompletesAsync(Task task, TimeProvider clock, CancellationToken cancel)
    {
        try
        {
            await task.WaitAsync(Heartbeat, clock, cancel);
            return true;
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            return false;
        }
    }

    private static async Task SayAsync(HttpContext http, ReadOnlyMemory<byte> text, CancellationToken cancel)
    {
        await http.Response.Body.WriteAsync(text, cancel);
        await http.Response.Body.FlushAsync(cancel);
    }

    private static ReadOnlyMemory<byte> Write(JournalRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var manifest = Manifests.Of(record.Recorded.Event.GetType());
        buffer.Write(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {record.Ordering}\nevent: {manifest}\ndata: ")));
        RecordJson.Write(record, buffer);
        buffer.Write("\n\n"u8);
        return buffer.WrittenMemory;
    }

    private static long? LastEventIdOf(HttpContext http)
    {
        var resumed = http.Request.Headers[LastEventId];
        if (resumed.Count == 0)
            return null;
        return resumed is [{ } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? after
            : throw Problem.BadInput("badQuery", LastEventId, $"{LastEventId} must be the id of an event.").AsException();
    }
}
