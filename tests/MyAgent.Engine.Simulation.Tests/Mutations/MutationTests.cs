using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Simulation.Faults;
using MyAgent.Engine.Simulation.Runtime;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation.Tests.Mutations;

/// <summary>The simulator can see: whatever law a rule breaks is found broken within a few seeds. Without faults, messages travel in no time and
/// nothing is overlooked; with them, what happens in the wrong order is met as well.</summary>
[ChaosTests]
public sealed class MutationTests
{
    private static readonly SimulationParameters Centre = new()
    {
        Agents = 11, PatienceSeconds = 60, CallbackShare = 0.5, VipShare = 0.3, WrapUpSeconds = 20, Hours = 2, WarmUpHours = 0,
    };

    /// <summary>Callers give up as fast as agents accept.</summary>
    private static readonly SimulationParameters Racing = Centre with
    {
        Agents = 3, HandleSeconds = 40, PatienceSeconds = 3, WrapUpSeconds = 10, Hours = 6, Faults = true,
    };

    public static TheoryData<string, int, bool, int> Mutations => new()
    {
        { "an agent is offered two contacts", 1, false, 1 },
        { "a withdrawn offer is recorded as missed", 2, true, 3 },
        { "a contact that is over stays engaged", 3, false, 1 },
        { "the agent does not learn that the caller hung up", 4, true, 3 },
        { "an offer that fails costs the place", 5, true, 3 },
        { "the newest goes first", 6, false, 1 },
        { "a callback goes before the calls", 7, false, 1 },
        { "no contact is matched", 8, false, 1 },
        { "wrap-up ends a second early", 9, false, 1 },
        { "a recording ends early", 9, true, 3 },
        { "there is no wrap-up", 10, false, 1 },
        { "an agent in wrap-up takes offers", 10, false, 1 },
        { "a withdrawn offer counts as missed", 11, true, 3 },
        { "a remembered break is forgotten", 12, false, 1 },
        { "failed attempts are not counted", 13, false, 1 },
        { "all agents take callbacks", 14, false, 1 },
        { "a scheduled callback comes back early", 15, false, 1 },
        { "a scheduled callback comes back twice", 15, false, 1 },
        { "a scheduled callback does not come back", 15, false, 1 },
        { "a replay gives another state", 16, true, 3 },
        { "command ids are forgotten", 17, true, 3 },
        { "the clock goes back", 18, false, 1 },
        { "an event is not written", 19, false, 1 },
        { "no wrap-up code is recorded by default", 20, true, 3 },
        { "the position is said as it is", 21, true, 3 },
        { "a contact that its agent has ended is transferred", 22, true, 3 },
        { "the agent of a consultation gets the contact and keeps the consultation", 22, true, 8 },
        { "a telephone that cannot ring gets calls", 23, true, 3 },
        { "a window holds everybody", 24, true, 3 },
        { "a rejected contact comes back at once", 26, true, 3 },
        { "any caller of the same address takes the callback's place", 27, true, 8 },
        { "a recording does not end", 28, true, 3 },
        { "finished contacts are forgotten", 29, true, 3 },
        { "every contact was ended by its caller", 30, true, 3 },
        { "calls of a lost connector are offered", 31, true, 8 },
        { "an endpoint is everybody's", 32, true, 8 },
        { "a consultation goes on without its contact", 35, true, 3 },
        { "an absent agent is available after wrap-up", 36, true, 8 },
        { "the pop-up of an agent without a desk stays open", 37, true, 3 },
    };

    [Theory]
    [MemberData(nameof(Mutations))]
    public void A_rule_that_breaks_a_law_is_detected(string mutation, int law, bool faults, int maxSeeds)
    {
        var mutated = Mutation.All[mutation];
        var found = new List<string>();
        for (var seed = 1; seed <= maxSeeds; seed++)
        {
            var violations = Violations(faults, seed, entity => entity.Address.Kind == mutated.Of ? new Mutant(entity, mutated) : entity);
            if (violations.Any(violation => violation.Law == law))
                return;
            found.AddRange(violations.Select(violation => $"{seed}: law {violation.Law}, {violation.Detail}"));
        }
        Assert.Fail($"Law {law} was not found broken.\n{string.Join('\n', found)}");
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    [InlineData(true, 3)]
    public void Without_a_mutation_the_same_seeds_break_no_law(bool faults, long seed) =>
        Violations(faults, seed, entity => new Mutant(entity, new Mutation(entity.Address.Kind))).ShouldBeEmpty();

    [Fact]
    public void Every_law_has_a_mutation_that_breaks_it() =>
        Mutations.Select(row => (int)row[1]).Distinct().Order().ShouldBe(Law.All.Select(law => law.Number));

    [Fact]
    public void Every_mutation_is_tried() =>
        Mutations.Select(row => (string)row[0]).Order().ShouldBe(Mutation.All.Keys.Order());

    private static IReadOnlyList<LawViolation> Violations(bool faults, long seed, Func<IEntity, IEntity> stage)
    {
        var centre = (faults ? Racing : Centre) with { Seed = seed };
        var run = new SimulationRun(centre, journal: null, only: null, (journal, until) => faults
            ? new FaultyEngine(seed, Simulator.Start, until, journal, stage)
            : new CommandVaryingEngine(new FaultFreeEngine(Simulator.Start, journal, stage)));
        try
        {
            run.Run();
        }
        catch (Exception) when (run.Journal.Violations.Count > 0)
        {
            // A broken law causes failures that follow from it; the violation has been recorded before.
        }
        return run.Journal.Violations;
    }
}
