using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Storage.Sql;

/// <summary>The SQL of a search for contacts. It reads one index in the order of the result, as far as the page goes: the index of the filter that leaves
/// the fewest contacts. The other filters are written so that neither database prefers their indexes, which would read and sort everything that they match.
/// Where one filter has two indexes, such as caller and number of a callback, both are read; a contact that is in both is found twice.</summary>
/// <param name="columns">The columns of the result, each of the table <c>c</c>.</param>
/// <param name="query">The page.</param>
internal sealed class ContactSearchSql(string columns, ContactQuery query)
{
    private const string Contact = "contact c";
    private const string ByAgent = "contact_agent k CROSS JOIN contact c";
    private const string ByPath = "contact_path k CROSS JOIN contact c";

    private readonly List<object> _parameters = [];

    /// <summary>The values of the parameters <c>@p0</c>, <c>@p1</c> and so on, once <see cref="ToSql"/> has been called.</summary>
    public object[] Parameters => [.. _parameters];

    /// <summary>Makes the query.</summary>
    public string ToSql()
    {
        var scans = Scans().ToList();
        return scans.Count == 1 ? scans[0] : string.Join(" UNION ALL ", scans.Select((scan, index) => $"SELECT * FROM ({scan}) AS s{index}"));
    }

    private IEnumerable<string> Scans()
    {
        if (query.Caller is { } caller)
        {
            var residual = $"{AgentFilter()}{QueueFilter()}{ConnectorFilter()}{StateFilter()}{OutcomeFilter()}{CodeFilter()}";
            yield return Scan(Contact, "c", $"c.caller = {P(caller)}{residual}");
            yield return Scan(Contact, "c", $"c.number = {P(caller)}{residual}");
        }
        else if (query.Code is { } code)
            yield return Scan(Contact, "c", $"c.code = {P(code)}{AgentFilter()}{QueueFilter()}{ConnectorFilter()}{StateFilter()}{OutcomeFilter()}");
        else if (query.Agent is { } agent)
            yield return Scan(ByAgent, "k", $"k.agent_id = {P(agent)} AND c.arrived = k.arrived{QueueFilter()}{ConnectorFilter()}{StateFilter()}{OutcomeFilter()}");
        else if (query.OpenOnly)
            yield return Scan(Contact, "c", $"{SqlProjectionStore.Open("c.")}{QueueFilter()}{ConnectorFilter()}{StateFilter()}{OutcomeFilter()}");
        else if ((query.Queue is { } named ? [named] : query.AnyQueue) is { } queues)
        {
            foreach (var queue in queues)
            {
                foreach (var outcome in Outcomes())
                    yield return Scan(Contact, "c", $"c.queue_id = {P(queue)}{outcome}{ConnectorFilter()}{StateFilter()}");
                yield return Scan(ByPath, "k", $"k.queue_id = {P(queue)} AND c.arrived = k.arrived{ConnectorFilter()}{StateFilter()}{OutcomeFilter()}");
            }
        }
        else if (query.Connector is { } connector)
            yield return Scan(Contact, "c", $"c.connector = {P(connector)}{StateFilter()}{OutcomeFilter()}");
        else
        {
            foreach (var outcome in Outcomes())
                yield return Scan(Contact, "c", $"TRUE{outcome}{StateFilter()}");
        }
    }

    /// <summary>One reading of an index.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="ordered">The table with the index.</param>
    /// <param name="filters">The filters.</param>
    private string Scan(string tables, string ordered, string filters)
    {
        var sql = $"SELECT {columns} FROM {tables} WHERE c.origin_at IS NOT NULL AND c.moved_to IS NULL AND {filters}";
        if (query.From is { } from)
            sql += $" AND {ordered}.origin_at >= {P(from)}";
        if (query.To is { } to)
            sql += $" AND {ordered}.origin_at < {P(to)}";
        if (query.After is { } after)
            sql += $" AND ({ordered}.origin_at, {ordered}.arrived) < ({P(after.OriginAt)}, {P(after.Arrived)})";
        return $"{sql} ORDER BY {ordered}.origin_at DESC, {ordered}.arrived DESC LIMIT {P((long)query.Limit)}";
    }

    /// <summary>One filter for each outcome, because the index has the outcomes one after the other; one empty filter for all outcomes.</summary>
    private IEnumerable<string> Outcomes() =>
        query.Outcomes is { } outcomes ? outcomes.Select(outcome => $" AND c.outcome IS NOT NULL AND c.outcome = {P(outcome)}") : [""];

    private string AgentFilter() => query.Agent is { } agent
        ? $" AND EXISTS (SELECT 1 FROM contact_agent a WHERE a.agent_id = {P(agent)} AND a.origin_at = c.origin_at AND a.arrived = c.arrived)"
        : "";

    private string QueueFilter()
    {
        if ((query.Queue is { } named ? [named] : query.AnyQueue) is not { } queues)
            return "";
        var any = In(queues);
        return $" AND ((c.queue_id || '') IN {any} OR EXISTS (SELECT 1 FROM contact_path q "
            + $"WHERE q.queue_id IN {any} AND q.origin_at = c.origin_at AND q.arrived = c.arrived))";
    }

    private string ConnectorFilter() => query.Connector is { } connector ? $" AND (c.connector || '') = {P(connector)}" : "";

    private string StateFilter() => query.States is { } states ? $" AND (c.state || '') IN {In(states)}" : "";

    private string OutcomeFilter() => query.Outcomes is { } outcomes ? $" AND (c.outcome || '') IN {In(outcomes)}" : "";

    private string CodeFilter() => query.Code is { } code ? $" AND (c.code || '') = {P(code)}" : "";

    private string In(IReadOnlyList<string> values) => $"({string.Join(", ", values.Select(value => P(value)))})";

    private string P(object value)
    {
        _parameters.Add(value);
        return $"@p{_parameters.Count - 1}";
    }
}
