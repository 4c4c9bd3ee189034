using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Service.Demo;

/// <summary>Who comes, and when. The same every time: what is random comes from a constant seed.</summary>
internal static class Story
{
    /// <summary>The callback that is explained at the end.</summary>
    public static readonly (string Queue, string ContactId) Callback = (SmallCentre.Sales, "call-5");

    /// <summary>Whose callback that is.</summary>
    public const string NameOfCallback = "Ms Noir";

    /// <summary>Callers and the agents they prefer.</summary>
    public static readonly (string Caller, string Agent)[] Preferences = [("+33142680003", "dan"), ("+33142680004", "dan"), ("+33142680005", "ana")];

    private const int Seed = 20_260_504;

    private static readonly (string Name, string Caller)[] Regulars =
    [
        ("Mr Adler", "+33142680021"), ("Ms Brandt", "+33142680022"), ("Mr Costa", "+33142680023"), ("Ms Dupont", "+33142680024"),
        ("Mr Egger", "+33142680025"), ("Ms Fischer", "+33142680026"),
    ];

    /// <summary>All visits, in no particular order.</summary>
    public static IReadOnlyList<Visit> Visits(Pace pace) => [.. Told(), .. AtRandom(pace)];

    private static Visit[] Told() =>
    [
        Call(1, SmallCentre.Sales, "Mr Martin", 1) with { ExtendsWrapUp = true },
        Call(2, SmallCentre.Sales, "Ms Laurent", 1.5) with { Handling = 7, AsksForBreak = true },
        new Visit("mail-1", SmallCentre.Post, Media.Email, "julie@example.org", "Julie", 2) { Handling = 5 },
        new Visit("fax-1", SmallCentre.Post, Media.Fax, "+33142680011", "the town hall", 2.5) { MissedOffer = 1, Handling = 3 },
        Call(3, SmallCentre.Support, "Ms Blanc", 3),
        Call(4, SmallCentre.Support, "Mr Roy", 4.5) with { ClosesPopUpFirst = true },
        Call(5, SmallCentre.Sales, NameOfCallback, 4.8) with { LeavesMessageAfter = 1.2, NotReachedAtFirst = true, Handling = 3 },
        Call(6, SmallCentre.Sales, "Mr Petit", 5.2) with { Handling = 3 },
        Call(7, SmallCentre.Sales, "Mr Brun", 5.6) with { HangsUpAfter = 2.5 },
        new Visit("mail-2", SmallCentre.Post, Media.Email, "order@example.com", "Example Ltd", 9),
        Call(8, SmallCentre.Support, "Ms Lambert", 14) with { RejectedOffer = 1 },
        new Visit("fax-2", SmallCentre.Post, Media.Fax, "+33142680012", "the notary", 15) { Handling = 3 },
        Call(9, SmallCentre.Sales, "Mr Simon", 17) with { Handling = 3 },
    ];

    private static Visit Call(int number, string queue, string name, double at) =>
        new($"call-{number}", queue, Media.Call, $"+3314268000{number}", name, at);

    /// <summary>What fills a longer demonstration.</summary>
    private static IEnumerable<Visit> AtRandom(Pace pace)
    {
        var random = new Random(Seed);
        string[] queues = [SmallCentre.Sales, SmallCentre.Support];
        var (number, at) = (0, Pace.RandomFromBeat);
        while ((at += 1 + (2 * random.NextDouble())) < pace.Beats - Pace.QuietBeats)
        {
            var (name, caller) = Regulars[number % Regulars.Length];
            var visit = new Visit($"more-{++number}", queues[random.Next(queues.Length)], Media.Call, caller, name, at) { Handling = 2 + (4 * random.NextDouble()) };
            yield return random.Next(6) switch
            {
                0 => visit with { HangsUpAfter = 4 },
                1 => visit with { LeavesMessageAfter = 1 },
                _ => visit,
            };
        }
    }
}
