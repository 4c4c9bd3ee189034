using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>Rule 13 among agents whose assignments differ, which matching keeps in groups of their own; what the event says of the choice.</summary>
[UnitTests]
public sealed class BestAgentTests
{
    [Theory]
    [Rule("13")]
    [InlineData("ana", "ben", "eve")]
    [InlineData("eve", "ben", "ana")]
    [InlineData("ben", "eve", "ana")]
    public void The_agent_idle_longest_is_chosen_also_where_assignments_differ(string first, string second, string third)
    {
        var centre = Centre.With();
        var assignments = new Dictionary<string, Assignment>
        {
            ["ana"] = new(),
            ["ben"] = new(Callbacks: false),
            ["eve"] = new(AssignmentKind.Overflow, OverflowAfterContacts: 1),
        };
        foreach (var agent in assignments.Keys)
            centre.Agent(agent, ("sales", assignments[agent]));
        foreach (var agent in new[] { first, second, third })
            centre.Pass(1).LogIn(agent);
        foreach (var contact in new[] { "c1", "c2", "c3" })
            centre.Arrive(contact);
        new[] { first, second, third }.Select(agent => centre.Look(agent).Offer!.ContactId.Value).ShouldBe(["c1", "c2", "c3"]);
    }

    [Theory]
    [Rule("13")]
    [InlineData(Selection.LongestIdle, ChosenBy.LongestIdle)]
    [InlineData(Selection.HighestSkill, ChosenBy.HighestSkill)]
    public void The_offer_says_by_what_the_agent_was_chosen(Selection selection, ChosenBy chosenBy)
    {
        var centre = Centre.With(queue => queue with { Selection = selection }, agents: "ana");
        centre.Arrive("c1");
        centre.Events.OfType<ContactOffered>().ShouldHaveSingleItem().ChosenBy.ShouldBe(chosenBy);
    }
}
