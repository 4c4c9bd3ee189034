using FsCheck;
using FsCheck.Fluent;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.PropertyBased;

/// <summary>Whatever everybody does all day, some things always hold. The laws are among them: the centre holds every event against them.</summary>
[ChaosTests]
public sealed class EveryDayTests
{
    private const int Days = 60;
    private const int LongestDay = 120;

    [Fact] // Laws 1 to 18
    public void Whatever_is_done_entities_are_pure_replayable_at_rest_and_lawful() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Days).WithStartSize(LongestDay / 3).WithEndSize(LongestDay),
        Prop.ForAll(Day().ToArbitrary(), deeds => Live(deeds, repeat: false)));

    [Fact]
    [Law(17)]
    public void Whatever_is_repeated_under_its_id_is_done_once_and_answered_alike() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Days / 2).WithStartSize(LongestDay / 3).WithEndSize(LongestDay),
        Prop.ForAll(Day().ToArbitrary(), deeds => Live(deeds, repeat: true)));

    private static Gen<Deed[]> Day() =>
        (from what in ArbMap.Default.GeneratorFor<byte>()
         from who in ArbMap.Default.GeneratorFor<byte>()
         from which in ArbMap.Default.GeneratorFor<byte>()
         from pause in ArbMap.Default.GeneratorFor<byte>()
         select new Deed(what, who, which, pause)).ArrayOf();

    private static void Live(Deed[] deeds, bool repeat)
    {
        var witness = new Witness();
        var centre = witness.Centre;
        var contacts = new List<string>();
        Open(centre);
        foreach (var (deed, number) in deeds.Select((deed, number) => (deed, number)))
        {
            witness.Begin(takeSnapshots: number % 40 == 20);
            centre.Pass(deed.Seconds);
            if (deed is { What: 255 } or { Who: 255 })
                centre.Restart(fromSnapshots: deed.Which % 2 == 0);
            var (to, command) = deed.At(centre, contacts);
            if (repeat)
                Repeat(witness, to, command, $"k{number}");
            else
                centre.Ask(to, command);
        }
        witness.CompareWithTheJournal();
    }

    private static void Repeat(Witness witness, EntityAddress to, ICommand command, string key)
    {
        var first = Witness.Text(witness.Centre.Ask(to, command, key));
        var written = witness.Centre.Journal.Count;
        Witness.Text(witness.Centre.Ask(to, command, key)).ShouldBe(first);
        witness.Centre.Journal.Count.ShouldBe(written, $"{command} had a second effect.");
    }

    private static void Open(Centre centre)
    {
        centre.Queue("sales", queue => queue with
        {
            MaxWaitSeconds = 30,
            OverflowQueue = new QueueId("late"),
            PreferredHoldSeconds = 4,
            PopUpLimitSeconds = 7,
            MaxWaiting = 6,
            Alarms = new AlarmSettings(Waiting: 3, LongestWaitSeconds: 10.0 / 3),
            Callbacks = queue.Callbacks with { MaxAttempts = 2, Reentry = Reentry.Due },
        });
        centre.Queue("late", queue => queue with { MaxWaitSeconds = 40, OverflowQueue = new QueueId("sales"), Selection = Selection.HighestSkill });
        centre.Queue("service", queue => queue with { MissedLimit = 2, RejectCoolDownSeconds = 6, RejectRepeatSeconds = 2, RejectedLimit = 2, OfferTimeoutSeconds = 8 });
        foreach (var (agent, number) in Deed.Agents.Select((agent, number) => (agent, number)))
        {
            centre.Agent(
                agent,
                (Deed.Queues[number % 3], new Assignment(WrapUpSeconds: number, Callbacks: number != 3)),
                (Deed.Queues[(number + 1) % 3], new Assignment(
                    number == 1 ? AssignmentKind.Overflow : AssignmentKind.Primary, Skill: number, OverflowAfterSeconds: number == 1 ? 7.0 / 3 : null)));
            centre.LogIn(agent);
        }
        centre.Prefer("+491", "ana", "dan");
    }
}
