using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Simulation.Faults;
using MyAgent.Engine.Simulation.Tests.Mutations;
using MyAgent.Engine.Simulation.Workloads;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Simulation.Tests.Faults;

/// <summary>Faults of messages, disk, host and clock break no law.</summary>
[ChaosTests]
public sealed class FaultyEngineTests
{
    private static readonly SimulationParameters Centre = new()
    {
        Agents = 11, PatienceSeconds = 60, CallbackShare = 0.5, VipShare = 0.3, WrapUpSeconds = 20, Hours = 6, WarmUpHours = 0, Faults = true,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Faults_break_no_law(long seed)
    {
        var outcome = Simulator.Run(Centre with { Seed = seed }, TimeProvider.System);
        outcome.Violations.ShouldBeEmpty();
        outcome.Failure.ShouldBeNull();
        outcome.ShortestHistory.ShouldBeEmpty();
        outcome.Figures.LawsChecked.ShouldBeGreaterThan(outcome.Figures.Contacts);
        (outcome.Figures.Served + outcome.Figures.Abandoned).ShouldBe(outcome.Figures.Contacts);
    }

    [Fact]
    public void Callers_who_give_up_fast_and_agents_who_are_fast_race_and_break_no_law()
    {
        var outcome = Simulator.Run(Centre with { HandleSeconds = 30, WrapUpSeconds = 2, PatienceSeconds = 3, Agents = 2 }, TimeProvider.System);
        outcome.Violations.ShouldBeEmpty();
        outcome.Failure.ShouldBeNull();
    }

    [Fact]
    public void The_same_seed_has_the_same_faults()
    {
        var (one, other) = (Told(Centre), Told(Centre));
        other.ShouldBe(one);
        Told(Centre with { Seed = 2 }).ShouldNotBe(one);
    }

    [Fact]
    public void A_rule_that_throws_ends_the_run_with_the_shortest_history_before_it()
    {
        var whole = new List<JournalRecord>();
        var outcome = Simulator.Run(Centre, TimeProvider.System, whole.Add, (journal, until) => new FaultyEngine(
            Centre.Seed, Simulator.Start, until, journal, entity => new Mutant(entity, new Mutation(EntityKind.Queue) { Heard = NoCancelling })));
        outcome.Violations.ShouldBeEmpty();
        outcome.Failure!.Rule.ShouldContain(nameof(NoCancelling));
        outcome.ShortestHistory.ShouldNotBeEmpty();
        outcome.ShortestHistory.Count.ShouldBeLessThan(whole.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(100)]
    public void The_shortest_history_has_those_alone_who_are_needed(long needed)
    {
        long[] both = [needed, 70];
        new HistoryShrinker(only => both.All(only.Contains), maxTries: 500).Of(called: 100).ShouldBe(both.Order());
    }

    [Fact]
    public void Looking_for_a_shorter_history_comes_to_an_end()
    {
        var tries = 0;
        new HistoryShrinker(_ => ++tries < 0, maxTries: 20).Of(called: 1000).Count.ShouldBe(1000);
        tries.ShouldBe(20);
    }

    [Fact]
    public void An_entity_that_is_not_what_its_events_give_breaks_law_16()
    {
        var (disk, queue) = (new MemoryJournal(), new QueueId("line").Address);
        var live = EntityFactory.Create(queue);
        var recorded = new RecordedEvent(Simulator.Start, new Cause("admin"), new QueueConfigured(QueueSettings.Default("Line")));
        live.Apply(recorded);
        disk.Append([new UnsavedEvent(queue, queue.PersistenceId, 1, recorded)]);
        disk.TakeSnapshots([live]).ShouldBeEmpty();
        disk.Read(queue).Revision.ShouldBe(1);

        live.Apply(recorded);
        disk.TakeSnapshots([live]).ShouldHaveSingleItem().Law.ShouldBe(16);
    }

    private static Envelope NoCancelling(Envelope envelope) =>
        envelope.Message is CancelContact ? throw new InvalidOperationException("Cancelling is not allowed.") : envelope;

    private static List<string> Told(SimulationParameters centre)
    {
        var told = new List<string>();
        Simulator.Run(centre with { Hours = 2 }, TimeProvider.System, record => told.Add($"{record.Entity} {record.SequenceNr} {record.Recorded}"));
        return told;
    }
}
