namespace MyAgent.Engine.Service.Tests.Security;

/// <summary>Who may call what: one row an endpoint. An endpoint without a row fails the tests. The letters of those who may:
/// <list type="bullet">
/// <item><c>n</c> a client without a token</item>
/// <item><c>c</c> a connector</item>
/// <item><c>b</c> a connector whose token is bound to the queue that is named</item>
/// <item><c>f</c> a connector whose token is bound to another queue</item>
/// <item><c>t</c> a connector that speaks for agents' telephones, whose token is bound to the queue that is named, where the agent who is named works</item>
/// <item><c>u</c> a connector that speaks for agents' telephones, whose token is bound to another queue</item>
/// <item><c>o</c> the agent who is named, or is assigned to the queue that is named</item>
/// <item><c>x</c> another agent, who works in another queue</item>
/// <item><c>s</c> a supervisor</item>
/// <item><c>a</c> an admin</item>
/// </list></summary>
internal static class AccessTable
{
    /// <summary>Everybody whom a row lets or keeps out.</summary>
    public const string Everybody = "ncbftuoxsa";

    /// <summary>The rows.</summary>
    public static readonly IReadOnlyList<Row> Rows =
    [
        new("PUT", "/v1/queues/{queueId}", "a"),
        new("PATCH", "/v1/queues/{queueId}", "a"),
        new("DELETE", "/v1/queues/{queueId}", "a"),
        new("GET", "/v1/queues/", "oxsa"),
        new("GET", "/v1/queues/{queueId}", "osa"),
        new("GET", "/v1/queues/{queueId}/estimate", "cbtosa"),
        new("GET", "/v1/queues/{queueId}/callback-windows", "cbtosa"),
        new("PUT", "/v1/agents/{agentId}", "a"),
        new("PUT", "/v1/agents/{agentId}/assignments/{queueId}", "sa"),
        new("PATCH", "/v1/agents/{agentId}", "a"),
        new("DELETE", "/v1/agents/{agentId}", "a"),
        new("PATCH", "/v1/agents/{agentId}/assignments/{queueId}", "sa"),
        new("DELETE", "/v1/agents/{agentId}/assignments/{queueId}", "sa"),
        new("GET", "/v1/agents/", "sa"),
        new("GET", "/v1/agents/{agentId}", "tosa"),
        new("GET", "/v1/agents/{agentId}/day", "osa"),
        new("GET", "/v1/colleagues", "oxsa"),
        new("GET", "/v1/destinations", "oxsa"),
        new("POST", "/v1/agents/{agentId}/log-in", "tosa"),
        new("POST", "/v1/agents/{agentId}/log-out", "tosa"),
        new("POST", "/v1/agents/{agentId}/available", "tosa"),
        new("POST", "/v1/agents/{agentId}/wrap-up", "tosa"),
        new("POST", "/v1/agents/{agentId}/break", "tosa"),
        new("POST", "/v1/agents/{agentId}/accept", "tosa"),
        new("POST", "/v1/agents/{agentId}/reject", "tosa"),
        new("POST", "/v1/agents/{agentId}/end-contact", "tosa"),
        new("POST", "/v1/agents/{agentId}/requeue", "tosa"),
        new("POST", "/v1/agents/{agentId}/consult", "tosa"),
        new("POST", "/v1/agents/{agentId}/complete-transfer", "tosa"),
        new("POST", "/v1/agents/{agentId}/hold", "tosa"),
        new("POST", "/v1/agents/{agentId}/resume", "tosa"),
        new("POST", "/v1/agents/{agentId}/end-consult", "tosa"),
        new("POST", "/v1/agents/{agentId}/transfer", "tosa"),
        new("POST", "/v1/agents/{agentId}/close-pop-up", "tosa"),
        new("POST", "/v1/agents/{agentId}/complete-callback", "tosa"),
        new("POST", "/v1/agents/{agentId}/fail-callback", "tosa"),
        new("POST", "/v1/agents/{agentId}/schedule-callback", "tosa"),
        new("POST", "/v1/agents/{agentId}/code", "osa"),
        new("POST", "/v1/agents/{agentId}/force-log-out", "sa"),
        new("PUT", "/v1/callers/{address}", "sa"),
        new("GET", "/v1/configuration/", "a"),
        new("PUT", "/v1/configuration/", "a"),
        new("GET", "/v1/endpoints/{endpoint}", "cbftusa"),
        new("PUT", "/v1/endpoints/{endpoint}", "cbftusa"),
        // What each of them is given: OpenContactsTests, ContactSearchTests.
        new("GET", "/v1/contacts/", "cbftuoxsa"),
        new("GET", "/v1/contacts/{contactId}", "cbftusa"),
        new("POST", "/v1/queues/{queueId}/contacts/", "cbtsa"),
        new("GET", "/v1/queues/{queueId}/contacts/{contactId}", "cbtsa"),
        // An agent may change only the current contact, and here has none: ContactDataTests.
        new("PATCH", "/v1/queues/{queueId}/contacts/{contactId}", "cbtsa", Body: "{}"),
        new("POST", "/v1/queues/{queueId}/contacts/{contactId}/hang-up", "cbtsa"),
        new("POST", "/v1/queues/{queueId}/contacts/{contactId}/record", "cbtsa"),
        new("POST", "/v1/queues/{queueId}/contacts/{contactId}/resume", "cbtsa"),
        new("POST", "/v1/queues/{queueId}/contacts/{contactId}/callback", "cbtsa"),
        new("PUT", "/v1/queues/{queueId}/contacts/{contactId}/message", "cbtsa"),
        // An agent may read only the message of the current contact, and here has none: VoiceMessageTests.
        new("GET", "/v1/queues/{queueId}/contacts/{contactId}/message", "sa"),
        // The same, for the telephone too.
        new("GET", "/v1/queues/{queueId}/contacts/{contactId}/message/link", "tsa"),
        new("POST", "/v1/queues/{queueId}/contacts/{contactId}/move-to-first", "sa"),
        new("POST", "/v1/queues/{queueId}/contacts/{contactId}/priority", "sa"),
        new("POST", "/v1/queues/{queueId}/contacts/{contactId}/cancel", "sa"),
        new("GET", "/v1/queues/{queueId}/contacts/{contactId}/explain", "sa"),
        // A connector that is bound to queues ends only the calls that came in by them: LostConnectorTests.
        new("GET", "/v1/connectors/", "cbftusa"),
        new("POST", "/v1/connectors/{connectorId}/alive", "cbftusa"),
        new("PUT", "/v1/connectors/{connectorId}/calls", "cbftusa"),
        new("GET", "/v1/callbacks", "sa"),
        // What each of them is told is another question: QueueScopeTests, EventStreamTests.
        new("GET", "/v1/events", "cbftuoxsa", Query: "?follow=false"),
        new("GET", "/v1/reports/queues", "sa"),
        new("GET", "/v1/reports/agents", "sa"),
        new("GET", "/v1/reports/codes", "sa"),
        new("POST", "/v1/tokens/", "a"),
        new("GET", "/v1/tokens/", "a"),
        new("DELETE", "/v1/tokens/{tokenId}", "a"),
        new("GET", "/v1/cluster", "sa"),
        new("POST", "/v1/cluster/leave", "a"),
        new("POST", "/v1/cluster/down", "a"),
        new("GET", "/v1/shards", "sa"),
        new("GET", "/v1/entities/{persistenceId}", "sa"),
        new("GET", "/v1/actors", "sa"),
        // The link itself says who may: VoiceMessageLinkTests.
        new("GET", "/voice-messages/{link}", Everybody),
        new("POST", "/session", Everybody),
        new("GET", "/session", "cbftuoxsa"),
        new("DELETE", "/session", Everybody),
        new("GET", "/health/live", Everybody),
        new("GET", "/health/ready", Everybody),
        new("GET", "/metrics", "sa"),
        new("GET", "/openapi/{documentName}.json", Everybody),
        new("GET", "/docs/{documentName?}", Everybody),
        new("GET", "/docs/scalar.js", Everybody),
        new("GET", "/docs/scalar.aspnetcore.js", Everybody),
        new("GET", "/docs/favicon.svg", Everybody),
        new("GET", "/", Everybody),
        new("GET", "/desk", Everybody),
        new("GET", "/wall", Everybody),
        new("GET", "/supervise", Everybody),
        // The pages' scripts and styles, each a route.
        new("GET", "/web/…", Everybody),
    ];

    /// <summary>Who may call an endpoint.</summary>
    /// <param name="Method">The method.</param>
    /// <param name="Route">The route; one that ends with … stands for all that begin so.</param>
    /// <param name="Allowed">The letters of those who may.</param>
    /// <param name="Query">The query, in addition to the path.</param>
    /// <param name="Body">The JSON that is sent; null for none. Needed where the route itself decides, once it has read the body.</param>
    internal sealed record Row(string Method, string Route, string Allowed, string Query = "", string? Body = null)
    {
        /// <summary>An address of the route: of the queue sales, the agent ana and the contact c1.</summary>
        public string Address => Route.Replace("{queueId}", "sales", StringComparison.Ordinal).Replace("{agentId}", "ana", StringComparison.Ordinal)
            .Replace("{contactId}", "c1", StringComparison.Ordinal).Replace("{address}", "+33123456789", StringComparison.Ordinal)
            .Replace("{connectorId}", "pbx-1", StringComparison.Ordinal).Replace("{persistenceId}", "agent-ana", StringComparison.Ordinal)
            .Replace("{endpoint}", "PJSIP%2F2001", StringComparison.Ordinal)
            .Replace("{tokenId}", "none", StringComparison.Ordinal).Replace("{link}", "none.wav", StringComparison.Ordinal)
            .Replace("{documentName}", "v1", StringComparison.Ordinal)
            .Replace("…", "style.css", StringComparison.Ordinal) + Query;

        /// <summary>Whether this is the row of an endpoint.</summary>
        public bool IsOf(string method, string route) =>
            Method == method && (Route.EndsWith('…') ? route.StartsWith(Route[..^1], StringComparison.Ordinal) : Route == route);
    }
}
