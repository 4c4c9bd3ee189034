using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Contacts;

/// <summary>Searches contacts for a client: those that its token may see (rule 31), a page at a time.</summary>
internal sealed class ContactSearches(EngineCalls engine, StoredContacts contacts, Board board, IJournalFeed journal)
{
    /// <summary>The queues whose contacts the bearer of the request's token sees; null for all.</summary>
    public static IReadOnlySet<QueueId>? VisibleTo(HttpContext http)
    {
        var bound = Access.QueuesOf(http.User);
        return bound.Count == 0 ? null : bound.Select(queue => new QueueId(queue)).ToHashSet();
    }

    /// <summary>The filter for a request, with what the token leaves.</summary>
    /// <exception cref="ProblemException">400: a parameter is wrong. 403: an agent asks for another agent's contacts.</exception>
    public async Task<ContactFilter> FilterAsync(HttpContext http, ContactListQuery asked)
    {
        var filter = asked.ToFilter();
        if (Access.AgentOf(http.User) is not { } own)
            return filter with { AnyQueue = filter.Queue is null ? VisibleTo(http) : null };
        var agent = new AgentId(own);
        if (filter.Agent is { } other && other != agent)
            throw Problem.Forbidden("An agent may search only the agent's own contacts, and those of the caller of the current contact or offer.").AsException();
        return filter.Caller is { } caller && await HasCallerAsync(http, agent, caller) ? filter : filter with { Agent = agent };
    }

    /// <summary>The page of a search that a request asks for.</summary>
    /// <exception cref="ProblemException">400: the cursor was not given by this search. 404: there is no such agent.</exception>
    public async Task<ContactListResponse> PageAsync(HttpContext http, ContactFilter filter, Paging page)
    {
        if (filter.Agent is { } agent && Access.AgentOf(http.User) is null && board.Agent(agent)?.Name is null)
            throw Problem.NotFound("unknownAgent", $"There is no agent '{agent}'.").AsException();
        var cursor = new ContactCursor(filter);
        var found = await contacts.SearchAsync(filter, page.After() is { } after ? cursor.PlaceOf(after) : null, page.Count, http.RequestAborted);
        return new ContactListResponse(
            found.AsOf, journal.JournalId, [.. found.Contacts.Select(contact => ListedContact.Of(contact, position: null))],
            Paging.CursorOf(found.Next is { } next ? cursor.NameOf(next) : null));
    }

    /// <summary>Whether an agent has a contact of a caller, until its pop-up is closed, or an offer of one.</summary>
    private async Task<bool> HasCallerAsync(HttpContext http, AgentId agent, CallerAddress caller)
    {
        var known = await engine.FindAgentAsync(http, agent);
        return known is not null && (known.Offer?.Caller == caller || known.Contact?.Caller == caller
            || (known.Contact?.Number is { } number && CallerAddress.FromText(number) == caller));
    }
}
