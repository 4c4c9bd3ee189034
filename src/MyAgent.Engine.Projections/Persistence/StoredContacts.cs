using MyAgent.Engine.Contacts;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Projections.Persistence;

/// <summary>Searches all contacts, open and finished, in the tables (rule 40).</summary>
/// <param name="projections">The projections that write the tables.</param>
/// <param name="store">The tables.</param>
internal sealed class StoredContacts(StoredProjections projections, IProjectionStore store)
{
    /// <summary>A page of the contacts that a filter leaves: newest first by their origin times, which never change, so that a page does not move while new
    /// contacts arrive.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="after">The last contact of the page before; null for the first page.</param>
    /// <param name="limit">The maximum number of contacts.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="EngineUnavailableException">What has happened last cannot be written at the moment.</exception>
    public async Task<ContactSearchPage> SearchAsync(ContactFilter filter, ContactPlace? after, int limit, CancellationToken cancel = default)
    {
        var asOf = await projections.WrittenAsync(cancel).ConfigureAwait(false);
        var rows = await store.SearchAsync(QueryOf(filter) with { After = after, Limit = limit + 1 }, cancel).ConfigureAwait(false);
        return new ContactSearchPage(
            asOf, [.. rows.Take(limit).Select(row => RowMapper.ToContact(row).Record!)], rows.Count > limit ? PlaceOf(rows[limit - 1]) : null);
    }

    private static ContactQuery QueryOf(ContactFilter filter) => new()
    {
        Caller = filter.Caller?.Value,
        Agent = filter.Agent?.Value,
        Queue = filter.Queue?.Value,
        AnyQueue = filter.AnyQueue is { } queues ? [.. queues.Select(queue => queue.Value).Order(StringComparer.Ordinal)] : null,
        Connector = filter.Connector?.Value,
        States = filter.States is { } states ? [.. states.Select(RowMapper.NameOf)] : null,
        OpenOnly = filter.States?.Contains(ContactState.Done) == false,
        Outcomes = filter.Outcomes is { } outcomes ? [.. outcomes.Select(RowMapper.NameOf)] : null,
        Code = filter.Code?.Value,
        From = filter.From?.UtcTicks,
        To = filter.To?.UtcTicks,
        Limit = 0,
    };

    private static ContactPlace PlaceOf(ContactRow row) => new(row.OriginAt!.Value, row.Arrived);
}

/// <summary>A page of a search for contacts.</summary>
/// <param name="AsOf">The ordering of an event: the page shows every event up to it, and perhaps later ones.</param>
/// <param name="Contacts">The contacts, newest first.</param>
/// <param name="Next">The place after which the next page begins; null where this is the last page.</param>
internal sealed record ContactSearchPage(long AsOf, IReadOnlyList<ContactRecord> Contacts, ContactPlace? Next);
