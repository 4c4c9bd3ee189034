using MyAgent.Engine.Service.Client;

namespace MyAgent.Engine.Service.Demo;

/// <summary>A small contact centre: three queues and six agents.</summary>
internal static class DemoContactCentre
{
    /// <summary>Calls that are to become orders.</summary>
    public const string Sales = "sales";

    /// <summary>Calls of customers.</summary>
    public const string Support = "support";

    /// <summary>Faxes and e-mails.</summary>
    public const string Post = "post";

    /// <summary>The queues and what people call them.</summary>
    public static readonly (string Id, string Name)[] Queues = [(Sales, "Sales"), (Support, "Support"), (Post, "Fax, mail")];

    /// <summary>The agents and what people call them.</summary>
    public static readonly (string Id, string Name)[] Agents =
        [("ana", "Ana"), ("ben", "Ben"), ("cleo", "Cleo"), ("dan", "Dan"), ("eva", "Eva"), ("finn", "Finn")];

    /// <summary>How long the break is that is asked for, in beats.</summary>
    public const double BreakBeats = 4;

    private const double SalesWrapUpBeats = 4;
    private const double OtherWrapUpBeats = 2.5;
    private const double ExtensionBeats = 3;
    private const double OverflowBeats = 5;
    private const double OfferBeats = 3;
    private const int AlarmAt = 3;

    /// <summary>At any pace, a busy machine must be able to answer an offer in time.</summary>
    private const double MinOfferSeconds = 2;

    /// <summary>What people call a queue.</summary>
    public static string NameOfQueue(string id) => Queues.First(queue => queue.Id == id).Name;

    /// <summary>What people call an agent.</summary>
    public static string NameOfAgent(string id) => Agents.First(agent => agent.Id == id).Name;

    /// <summary>Sets queues, agents, assignments and preferred agents.</summary>
    public static async Task ConfigureAsync(ApiClient admin, Pace pace, CancellationToken cancel)
    {
        await QueueAsync(admin, Sales, ["call"], "longestIdle", pace, cancel);
        await QueueAsync(admin, Support, ["call"], "highestSkill", pace, cancel);
        await QueueAsync(admin, Post, ["fax", "email"], "longestIdle", pace, cancel);
        foreach (var (id, name) in Agents)
            await admin.PutAsync($"agents/{id}", new { name }, cancel);
        foreach (var agent in (string[])["ana", "ben"])
            await AssignAsync(admin, agent, Sales, pace, SalesWrapUpBeats, skill: 50, cancel);
        await AssignAsync(admin, "cleo", Support, pace, OtherWrapUpBeats, skill: 90, cancel);
        await AssignAsync(admin, "dan", Support, pace, OtherWrapUpBeats, skill: 60, cancel);
        foreach (var agent in (string[])["eva", "finn"])
            await AssignAsync(admin, agent, Post, pace, OtherWrapUpBeats, skill: 50, cancel);
        // Eva helps out in sales, where callers have waited for long; callbacks are left to those who know the customers.
        await admin.PutAsync($"agents/eva/assignments/{Sales}", new
        {
            kind = "overflow",
            wrapUpSeconds = pace.Seconds(OtherWrapUpBeats),
            callbacks = false,
            overflowAfterSeconds = pace.Seconds(OverflowBeats),
        }, cancel);
        foreach (var (caller, agent) in DemoScript.Preferences)
            await admin.PutAsync($"callers/{Uri.EscapeDataString(caller)}", new { preferredAgents = new[] { agent } }, cancel);
    }

    private static Task QueueAsync(ApiClient admin, string id, string[] media, string selection, Pace pace, CancellationToken cancel) =>
        admin.PutAsync($"queues/{id}", new
        {
            name = NameOfQueue(id),
            media,
            selection,
            offerTimeoutSeconds = Math.Max(MinOfferSeconds, pace.Seconds(OfferBeats)),
            serviceLevelSeconds = pace.Seconds(OverflowBeats),
            rejectCoolDownSeconds = pace.Seconds(SalesWrapUpBeats),
            alarms = new { waiting = AlarmAt },
        }, cancel);

    private static Task AssignAsync(ApiClient admin, string agent, string queue, Pace pace, double wrapUpBeats, int skill, CancellationToken cancel) =>
        admin.PutAsync($"agents/{agent}/assignments/{queue}", new
        {
            skill,
            wrapUpSeconds = pace.Seconds(wrapUpBeats),
            wrapUpExtensionSeconds = pace.Seconds(ExtensionBeats),
        }, cancel);
}
