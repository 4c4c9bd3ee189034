using Microsoft.AspNetCore.Http.HttpResults;
using MyAgent.Engine.Connectors;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Api.Contacts;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Connectors;

/// <summary><c>/v1/connectors</c>: the leases of connectors, and the calls that they still have (rule 30).</summary>
internal static class ConnectorRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapConnectors(this RouteGroupBuilder v1)
    {
        var connectors = v1.MapGroup("/connectors").WithTags("Connectors");
        connectors.MapGet("/", ListAsync).RequireAuthorization(AccessPolicy.ConnectorsFiltered).WithName("listConnectors")
            .WithSummary("Lists the connectors that have named themselves, ordered by name")
            .WithDescription("state is withoutLease, alive, lost or claiming.");
        connectors.MapPost("/{connectorId}/alive", KeepAliveAsync).RequireAuthorization(AccessPolicy.ConnectorsFiltered).WithName("keepConnectorAlive")
            .WithSummary("Renews the lease of a connector")
            .WithDescription("The first time gives it a lease. An open /v1/events?connector=NAME does the same. A connector that is silent for longer than its lease is "
                + "lost: its calls are not offered, and open offers of them are withdrawn. If it is back within graceSeconds, it goes on; otherwise its state is claiming, "
                + "and calls that it does not claim by claimBy are ended with outcome connectorLost.");
        connectors.MapPut("/{connectorId}/calls", ClaimAsync).RequireAuthorization(AccessPolicy.ConnectorsFiltered).WithName("claimCalls")
            .WithSummary("Says which calls a connector still has")
            .WithDescription("The engine ends the connector's other calls that arrived up to asOf, with outcome connectorLost, or served where an agent has one. Calls that "
                + "arrived later, callback requests, faxes and e-mails stay. asOf is that of /v1/contacts. It renews the lease too. unknown has the ids in live that are no open "
                + "calls of the connector. A token that is bound to queues ends only the calls that came in by them.");
    }

    private static async Task<Ok<IReadOnlyList<ConnectorResponse>>> ListAsync(HttpContext http, Board board, JournalFollower follower)
    {
        await follower.CaughtUpAsync(http.RequestAborted);
        return TypedResults.Ok<IReadOnlyList<ConnectorResponse>>([.. board.Connectors().Select(ConnectorResponse.Of)]);
    }

    private static async Task<Ok<ConnectorResponse>> KeepAliveAsync(string connectorId, JsonBody<AliveBody> body, HttpContext http, EngineCalls engine)
    {
        var alive = new KeepConnectorAlive(body.Value.LeaseSeconds, body.Value.GraceSeconds);
        return TypedResults.Ok(ConnectorResponse.Of(await engine.SendAsync<ConnectorAnswer>(http, Input.Connector(connectorId).Address, alive)));
    }

    private static async Task<Ok<ClaimResponse>> ClaimAsync(
        string connectorId, JsonBody<ClaimBody> body, HttpContext http, EngineCalls engine, Board board, JournalFollower follower, IJournalFeed journal)
    {
        var connector = Input.Connector(connectorId);
        var live = body.Value.ToLive();
        var newest = await journal.LastOrderingAsync(http.RequestAborted);
        if (body.Value.AsOf > newest)
            throw Problem.UnknownEvent(body.Value.AsOf, newest, journal.JournalId).AsException();
        await follower.CaughtUpAsync(http.RequestAborted);
        var visible = ContactSearches.VisibleTo(http);
        var calls = board.CallsOf(connector, visible is null ? null : visible.Contains);
        List<ContactId> ended = [];
        foreach (var (call, arrived) in calls.Where(each => each.Arrived <= body.Value.AsOf && !live.Contains(each.Call.ContactId)))
        {
            if (await engine.TrySendUnkeyedAsync(http, call.QueueId, new EndLostCall(call.ContactId, call.Contact.Arrival)) is { State: ContactState.Done } done)
                ended.Add(done.ContactId);
        }
        var answer = await engine.SendAsync<ConnectorAnswer>(http, connector.Address, new ClaimCalls());
        live.ExceptWith(calls.Select(each => each.Call.ContactId));
        return TypedResults.Ok(new ClaimResponse(ended, [.. live.OrderBy(contact => contact.Value, StringComparer.Ordinal)], ConnectorResponse.Of(answer)));
    }
}

/// <summary>A connector is there.</summary>
internal sealed record AliveBody
{
    /// <summary>How long it may be silent before it is lost, in seconds, 2 to 300. Default: as before; at first 15.</summary>
    public double? LeaseSeconds { get; init; }

    /// <summary>How long it may be lost and go on, in seconds, 0 to 3600. Default: as before; at first 60.</summary>
    public double? GraceSeconds { get; init; }
}

/// <summary>The calls that a connector still has.</summary>
internal sealed record ClaimBody
{
    /// <summary>The ordering of the newest event that the connector has taken into account: calls that arrived later stay.</summary>
    public required long AsOf { get; init; }

    /// <summary>The ids of the calls that it still has.</summary>
    public required IReadOnlyList<string> Live { get; init; }

    /// <summary>The calls.</summary>
    /// <exception cref="ProblemException">400: one is no id.</exception>
    public HashSet<ContactId> ToLive()
    {
        Input.Whole(AsOf < 0 ? -1 : 0, "asOf", min: 0);
        return [.. Live.Select((contact, index) => Input.Contact(contact, $"live[{index}]"))];
    }
}

/// <summary>A connector as clients see it.</summary>
/// <param name="ConnectorId">Its name.</param>
/// <param name="State">Whether it is there: withoutLease, alive, lost or claiming.</param>
/// <param name="LeaseSeconds">How long it may be silent before it is lost, in seconds; null without a lease.</param>
/// <param name="GraceSeconds">How long it may be lost and go on, in seconds; null without a lease.</param>
/// <param name="LostAt">Since when it is lost, or was until its claim; null while it is not.</param>
/// <param name="ClaimBy">Until when it must claim its calls; null where it need not.</param>
internal sealed record ConnectorResponse(
    ConnectorId ConnectorId, ConnectorState State, double? LeaseSeconds, double? GraceSeconds, DateTimeOffset? LostAt, DateTimeOffset? ClaimBy)
{
    /// <summary>The connector that the engine answered with.</summary>
    public static ConnectorResponse Of(ConnectorAnswer connector) => new(
        connector.Connector, connector.State, connector.Lease?.LeaseSeconds, connector.Lease?.GraceSeconds, connector.LostAt, connector.ClaimBy);
}

/// <summary>What became of a claim.</summary>
/// <param name="Ended">The calls that were ended: the connector no longer has them.</param>
/// <param name="Unknown">The ids in live that are no open calls of the connector.</param>
/// <param name="Connector">The connector.</param>
internal sealed record ClaimResponse(IReadOnlyList<ContactId> Ended, IReadOnlyList<ContactId> Unknown, ConnectorResponse Connector);
