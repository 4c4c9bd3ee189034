using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Tests.Callers;

/// <summary>What is known of a caller goes with each contact (rules 9 and 14).</summary>
[UnitTests]
public sealed class CallerTests
{
    private static readonly CallerAddress Caller = CallerAddress.FromText("+33 1 00");

    [Fact]
    [Rule("9")]
    public void A_contact_has_its_callers_priority_unless_it_brings_its_own()
    {
        var centre = Centre.With();
        centre.Ask(Caller.Address, new ConfigureCaller([], Priority: 7));
        centre.Arrive("c1", "+33100").Priority.ShouldBe(7);
        centre.Arrive("c2", "0033 100", priority: 3).Priority.ShouldBe(3);
        centre.Arrive("c3", "+33101").Priority.ShouldBe(0);
    }

    [Fact]
    [Rule("14")]
    public void A_callers_settings_survive_a_restart()
    {
        var centre = Centre.With(agents: ["ana", "ben"]);
        centre.Prefer("+33100", "ben");
        centre.Restart();
        centre.Arrive("c1", "+33100");
        centre.Look("ben").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact]
    public void A_contact_for_a_queue_that_is_not_there_is_refused() =>
        new Centre().TryArrive("c1").ShouldBeOfType<Refusal>().Code.ShouldBe("unknownQueue");

    [Fact]
    public void A_contact_that_is_there_already_is_refused()
    {
        var centre = Centre.With();
        centre.Arrive("c1");
        centre.TryArrive("c1").ShouldBeOfType<Refusal>().Code.ShouldBe("contactExists");
    }

    [Fact]
    public void An_origin_time_in_the_future_counts_as_now()
    {
        var centre = Centre.With();
        centre.Arrive("c1", originAt: centre.Now.AddHours(1)).OriginAt.ShouldBe(centre.Now);
    }
}
