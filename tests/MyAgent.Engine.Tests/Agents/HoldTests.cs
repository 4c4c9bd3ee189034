using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>Rule 33: the telephone says that the current call is on hold, and that it no longer is.</summary>
[UnitTests]
[Rule("33")]
public sealed class HoldTests
{
    private static readonly ContactId C1 = new("c1");

    [Fact]
    public void A_call_is_held_and_resumed()
    {
        var centre = Engaged();
        centre.Pass(5).Does("ana", new HoldContact()).Contact!.HeldSince.ShouldBe(centre.Now);
        var heldSince = centre.Now;
        centre.Pass(5).Does("ana", new HoldContact(C1)).Contact!.HeldSince.ShouldBe(heldSince);
        centre.Does("ana", new ResumeContact()).Contact!.HeldSince.ShouldBeNull();
        centre.Does("ana", new ResumeContact()).Status.ShouldBe(AgentStatus.Engaged);
        centre.Events.Count(happened => happened is ContactHeld or ContactResumed).ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_hold_survives_a_restart(bool fromSnapshots)
    {
        var centre = Engaged();
        centre.Does("ana", new HoldContact());
        var heldSince = centre.Now;
        centre.Restart(fromSnapshots).Look("ana").Contact!.HeldSince.ShouldBe(heldSince);
    }

    [Fact]
    public void A_hold_ends_when_the_caller_hangs_up()
    {
        var centre = Engaged();
        centre.Does("ana", new HoldContact());
        centre.Does(new HangUp(C1));
        centre.Look("ana").Contact!.ShouldSatisfyAllConditions(contact => contact.Over.ShouldBeTrue(), contact => contact.HeldSince.ShouldBeNull());
    }

    [Fact]
    public void It_is_refused_without_a_call()
    {
        var centre = Centre.With(agents: "ana");
        centre.Refuses("ana", new HoldContact()).Code.ShouldBe("noContactInHand");
        centre.Refuses("ana", new ResumeContact()).Code.ShouldBe("noContactInHand");
        centre.Arrive("f1", media: Media.Fax);
        centre.Accept("ana");
        centre.Refuses("ana", new HoldContact()).Code.ShouldBe("noTelephoneLeg");
        centre.Refuses("ana", new HoldContact(C1)).Code.ShouldBe("otherContactInHand");
        centre.Does("ana", new EndContact());
        centre.Refuses("ana", new ResumeContact()).Code.ShouldBe("contactOver");
    }

    private static Centre Engaged()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Accept("ana");
        return centre;
    }
}
