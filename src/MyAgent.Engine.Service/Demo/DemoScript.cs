using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Service.Demo;

/// <summary>The script of the demonstration: its contacts and their times. Always the same: random values come from a constant seed.</summary>
internal static class DemoScript
{
    /// <summary>The callback that is explained at the end.</summary>
    public static readonly (string Queue, string ContactId) Callback = (DemoContactCentre.Sales, "call-5");

    /// <summary>Whose callback that is.</summary>
    public const string NameOfCallback = "Ms Noir";

    /// <summary>Callers and the agents they prefer.</summary>
    public static readonly (string Caller, string Agent)[] Preferences = [("+33142680003", "dan"), ("+33142680004", "dan"), ("+33142680005", "ana")];

    private const int Seed = 20_260_504;

    private static readonly (string Name, string Caller)[] RandomCallers =
    [
        ("Mr Adler", "+33142680021"), ("Ms Brandt", "+33142680022"), ("Mr Costa", "+33142680023"), ("Ms Dupont", "+33142680024"),
        ("Mr Egger", "+33142680025"), ("Ms Fischer", "+33142680026"),
    ];

    /// <summary>All contacts, in no particular order.</summary>
    public static IReadOnlyList<ScriptedContact> Contacts(Pace pace) => [.. ScriptedContacts(), .. RandomContacts(pace)];

    private static ScriptedContact[] ScriptedContacts() =>
    [
        Call(1, DemoContactCentre.Sales, "Mr Martin", 1) with { ExtendsWrapUp = true },
        Call(2, DemoContactCentre.Sales, "Ms Laurent", 1.5) with { Handling = 7, AsksForBreak = true },
        new ScriptedContact("mail-1", DemoContactCentre.Post, Media.Email, "julie@example.org", "Julie", 2) { Handling = 5 },
        new ScriptedContact("fax-1", DemoContactCentre.Post, Media.Fax, "+33142680011", "the town hall", 2.5) { MissedOffer = 1, Handling = 3 },
        Call(3, DemoContactCentre.Support, "Ms Blanc", 3),
        Call(4, DemoContactCentre.Support, "Mr Roy", 4.5) with { ClosesPopUpFirst = true },
        Call(5, DemoContactCentre.Sales, NameOfCallback, 4.8) with { LeavesMessageAfter = 1.2, NotReachedAtFirst = true, Handling = 3 },
        Call(6, DemoContactCentre.Sales, "Mr Petit", 5.2) with { Handling = 3 },
        Call(7, DemoContactCentre.Sales, "Mr Brun", 5.6) with { HangsUpAfter = 2.5 },
        new ScriptedContact("mail-2", DemoContactCentre.Post, Media.Email, "order@example.com", "Example Ltd", 9),
        Call(8, DemoContactCentre.Support, "Ms Lambert", 14) with { RejectedOffer = 1 },
        new ScriptedContact("fax-2", DemoContactCentre.Post, Media.Fax, "+33142680012", "the notary", 15) { Handling = 3 },
        Call(9, DemoContactCentre.Sales, "Mr Simon", 17) with { Handling = 3 },
    ];

    private static ScriptedContact Call(int number, string queue, string name, double at) =>
        new($"call-{number}", queue, Media.Call, $"+3314268000{number}", name, at);

    /// <summary>What fills a longer demonstration.</summary>
    private static IEnumerable<ScriptedContact> RandomContacts(Pace pace)
    {
        var random = new Random(Seed);
        string[] queues = [DemoContactCentre.Sales, DemoContactCentre.Support];
        var (number, at) = (0, Pace.RandomFromBeat);
        while ((at += 1 + (2 * random.NextDouble())) < pace.Beats - Pace.QuietBeats)
        {
            var (name, caller) = RandomCallers[number % RandomCallers.Length];
            var scripted = new ScriptedContact($"more-{++number}", queues[random.Next(queues.Length)], Media.Call, caller, name, at) { Handling = 2 + (4 * random.NextDouble()) };
            yield return random.Next(6) switch
            {
                0 => scripted with { HangsUpAfter = 4 },
                1 => scripted with { LeavesMessageAfter = 1 },
                _ => scripted,
            };
        }
    }
}
