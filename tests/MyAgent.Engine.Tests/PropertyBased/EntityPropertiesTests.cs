using FsCheck;
using FsCheck.Fluent;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.PropertyBased;

/// <summary>Checks, in random runs, what holds for every entity: decisions are pure, replay gives the same state, and no event breaks a law.</summary>
[ChaosTests]
public sealed class EntityPropertiesTests
{
    private const int Runs = 60;
    private const int MaxSteps = 120;

    [Fact] // Laws 1 to 18
    public void Random_steps_leave_entities_pure_replayable_and_within_the_laws() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Runs).WithStartSize(MaxSteps / 3).WithEndSize(MaxSteps),
        Prop.ForAll(RandomSteps().ToArbitrary(), steps => Run(steps, repeat: false)));

    [Fact]
    [Law(17)]
    public void A_command_repeated_under_its_id_takes_effect_once_and_gets_the_same_answer() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Runs / 2).WithStartSize(MaxSteps / 3).WithEndSize(MaxSteps),
        Prop.ForAll(RandomSteps().ToArbitrary(), steps => Run(steps, repeat: true)));

    private static Gen<RandomStep[]> RandomSteps() =>
        (from what in ArbMap.Default.GeneratorFor<byte>()
         from who in ArbMap.Default.GeneratorFor<byte>()
         from which in ArbMap.Default.GeneratorFor<byte>()
         from pause in ArbMap.Default.GeneratorFor<byte>()
         select new RandomStep(what, who, which, pause)).ArrayOf();

    private static void Run(RandomStep[] steps, bool repeat)
    {
        var checkedCentre = new CheckedCentre();
        var centre = checkedCentre.Centre;
        var contacts = new List<string>();
        Open(centre);
        foreach (var (step, number) in steps.Select((step, number) => (step, number)))
        {
            checkedCentre.Begin(takeSnapshots: number % 40 == 20);
            centre.Pass(step.Seconds);
            if (step is { What: 255 } or { Who: 255 })
                centre.Restart(fromSnapshots: step.Which % 2 == 0);
            var (to, command) = step.At(centre, contacts);
            if (repeat)
                Repeat(checkedCentre, to, command, $"k{number}");
            else
                centre.Ask(to, command);
        }
        checkedCentre.CompareWithTheJournal();
    }

    private static void Repeat(CheckedCentre checkedCentre, EntityAddress to, ICommand command, string key)
    {
        var first = CheckedCentre.Text(checkedCentre.Centre.Ask(to, command, key));
        var written = checkedCentre.Centre.Journal.Count;
        CheckedCentre.Text(checkedCentre.Centre.Ask(to, command, key)).ShouldBe(first);
        checkedCentre.Centre.Journal.Count.ShouldBe(written, $"{command} had a second effect.");
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
        foreach (var (agent, number) in RandomStep.Agents.Select((agent, number) => (agent, number)))
        {
            centre.Agent(
                agent,
                (RandomStep.Queues[number % 3], new Assignment(WrapUpSeconds: number, Callbacks: number != 3)),
                (RandomStep.Queues[(number + 1) % 3], new Assignment(
                    number == 1 ? AssignmentKind.Overflow : AssignmentKind.Primary, Skill: number, OverflowAfterSeconds: number == 1 ? 7.0 / 3 : null)));
            centre.Does(agent, new DefineAgent(agent, new AgentSettings(AutoClosePopUp: number % 2 == 1)));
            centre.LogIn(agent);
        }
        centre.Prefer("+491", "ana", "dan");
    }
}
