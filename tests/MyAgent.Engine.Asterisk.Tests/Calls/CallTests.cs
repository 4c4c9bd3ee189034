using MyAgent.Engine.Asterisk.Settings;
using MyAgent.Engine.Asterisk.Tests.Site;

namespace MyAgent.Engine.Asterisk.Tests.Calls;

/// <summary>A call from the first ring to its end.</summary>
[IntegrationTests]
public sealed class CallTests
{
    [Fact]
    public async Task A_caller_waits_with_music_the_agents_telephone_rings_and_both_talk_until_the_agent_hangs_up()
    {
        await using var site = await TelephoneSite.StartAsync();
        var caller = await site.Asterisk.CallAsync("+49301", "sales,4930100");
        await site.ContactIsAsync(caller, "waiting");
        await Eventually.TrueAsync(() => site.Asterisk.Find(caller) is { State: "Up", HasMusic: true });
        await site.AgentAsync("ana", "2001");
        var agent = await site.Asterisk.RingingAsync();
        agent.Endpoint.ShouldBe("PJSIP/2001");
        agent.Number.ShouldBe("+49301");
        await site.Asterisk.AnswerAsync(agent.Id);
        await site.Asterisk.BridgedAsync(caller, agent.Id);
        await site.AgentIsAsync("ana", "engaged");

        await site.Asterisk.HangUpAsync(agent.Id);
        await site.Asterisk.GoneAsync(caller);
        await site.ContactIsAsync(caller, "served");
        var contact = await site.ContactAsync(caller);
        contact.GetProperty("endedBy").GetString().ShouldBe("agent");
        contact.GetProperty("called").GetString().ShouldBe("4930100");
        contact.GetProperty("connector").GetString().ShouldBe(TelephoneSite.Name);
        await site.AgentIsAsync("ana", "postProcessing");
        (await site.EventsAsync()).Single(told => told.GetProperty("type").GetString() == "acceptance-requested").GetProperty("via").GetString().ShouldBe("telephone");
    }

    [Fact]
    public async Task A_caller_who_hangs_up_ends_the_talk()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var (caller, agent) = await site.TalkAsync();
        await site.Asterisk.HangUpAsync(caller);
        await site.Asterisk.GoneAsync(agent);
        await site.ContactIsAsync(caller, "served");
        (await site.ContactAsync(caller)).GetProperty("endedBy").GetString().ShouldBe("caller");
    }

    [Fact]
    [Law(4)]
    public async Task A_telephone_falls_silent_when_the_caller_hangs_up_and_the_agent_misses_nothing()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        var agent = await site.Asterisk.RingingAsync();
        await site.Asterisk.HangUpAsync(caller);
        await site.Asterisk.GoneAsync(agent.Id);
        await site.ContactIsAsync(caller, "abandoned");
        await site.AgentIsAsync("ana", "available");
        (await site.EventsAsync()).Where(told => told.GetProperty("type").GetString() == "offer-closed").Select(told => told.GetProperty("data").GetProperty("outcome").GetString())
            .ShouldBe(["withdrawn"]);
    }

    [Theory]
    [InlineData(17, "busy")]
    [InlineData(20, "unreachable")]
    [InlineData(21, "declined")]
    [Rule("33b")]
    public async Task A_telephone_that_refuses_rejects_the_offer_for_its_reason_and_the_next_one_rings(int cause, string reason)
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        await site.AgentAsync("ben", "2002");
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        await site.Asterisk.HangUpAsync((await site.Asterisk.RingingAsync(endpoint: "PJSIP/2001")).Id, cause);
        var second = await site.Asterisk.RingingAsync(endpoint: "PJSIP/2002");
        await site.Asterisk.AnswerAsync(second.Id);
        await site.Asterisk.BridgedAsync(caller, second.Id);
        (await site.EventsAsync()).First(told => told.GetProperty("type").GetString() == "offer-ended").GetProperty("data").GetProperty("reason").GetString().ShouldBe(reason);
    }

    [Fact]
    [Rule("33b")]
    public async Task A_telephone_that_is_not_answered_is_a_miss()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        await site.Asterisk.HangUpAsync((await site.Asterisk.RingingAsync()).Id, cause: 19);
        await site.AgentIsAsync("ana", "notResponding");
        await site.ContactIsAsync(caller, "waiting");
    }

    [Fact]
    public async Task A_telephone_that_Asterisk_does_not_know_is_unreachable()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2999");
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        await site.IsAsync("endpoints/PJSIP%2F2999", endpoint => endpoint.GetProperty("state").GetString() == "unreachable", "unreachable");
        await site.ContactIsAsync(caller, "waiting");
    }

    [Fact]
    [Rule("33d")]
    public async Task Where_agents_accept_at_the_desk_the_telephone_rings_after_that()
    {
        await using var site = await TelephoneSite.StartAsync(settings => settings with { Ring = RingMoment.Accepted });
        await site.AgentAsync("ana", "2001");
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        await site.AgentIsAsync("ana", "offered");
        site.Asterisk.Channels.ShouldHaveSingleItem();
        var offer = (await site.GetAsync("agents/ana")).GetProperty("offer").GetProperty("offerId").GetString();
        await site.PostAsync("agents/ana/accept", $$"""{"offerId": "{{offer}}"}""");
        var agent = await site.Asterisk.RingingAsync();
        await site.Asterisk.AnswerAsync(agent.Id);
        await site.Asterisk.BridgedAsync(caller, agent.Id);
    }

    [Fact]
    [Rule("33a")]
    public async Task A_telephone_that_is_not_answered_after_the_desk_has_accepted_gives_the_call_back_to_its_place()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        var agent = await site.Asterisk.RingingAsync();
        var offer = (await site.GetAsync("agents/ana")).GetProperty("offer").GetProperty("offerId").GetString();
        await site.PostAsync("agents/ana/accept", $$"""{"offerId": "{{offer}}"}""");
        await site.ContactIsAsync(caller, "engaged");
        await site.Asterisk.HangUpAsync(agent.Id, cause: 19);
        await Eventually.TrueAsync(async () => (await site.EventsAsync()).Any(told => told.GetProperty("type").GetString() == "contact-requeued"));
        await site.AgentIsAsync("ana", "available");
        site.Asterisk.Find(caller)!.HasMusic.ShouldBeTrue();
    }

    [Fact]
    [Rule("33a")]
    public async Task An_agent_who_hangs_up_before_the_caller_was_heard_gives_the_call_back_to_its_place()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        var agent = await site.Asterisk.RingingAsync();
        site.Asterisk.HangsUpAtOnce = true;
        await site.Asterisk.AnswerAsync(agent.Id);
        await Eventually.TrueAsync(async () => (await site.EventsAsync()).Any(told => told.GetProperty("type").GetString() == "contact-requeued"));
        await site.ContactIsAsync(caller, "waiting");
        await Eventually.TrueAsync(() => site.Asterisk.Find(caller)!.HasMusic);
    }

    [Fact]
    public async Task A_call_that_the_engine_refuses_goes_on_in_the_dialplan_which_learns_why()
    {
        await using var site = await TelephoneSite.StartAsync();
        var caller = await site.Asterisk.CallAsync("+49301", "nowhere");
        await site.Asterisk.AskedAsync($"POST channels/{caller}/continue");
        site.Asterisk.Find(caller)!.Variables["MYAGENTSTATUS"].ShouldBe("unknownQueue");
    }

    [Fact]
    public async Task A_call_that_was_refused_may_come_again_when_there_is_room()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.PutAsync("queues/sales", """{"name": "Sales", "maxWaiting": 1}""");
        var first = await site.Asterisk.CallAsync("+49301", "sales");
        await site.ContactIsAsync(first, "waiting");
        var second = await site.Asterisk.CallAsync("+49302", "sales");
        await Eventually.TrueAsync(() => site.Asterisk.Find(second)!.Variables.GetValueOrDefault("MYAGENTSTATUS") == "queueFull");
        await site.Asterisk.AskedAsync($"POST channels/{second}/continue");
        await site.Asterisk.HangUpAsync(first);
        await site.ContactIsAsync(first, "abandoned");
        await site.Asterisk.EnterAsync(second, "sales");
        await site.ContactIsAsync(second, "waiting");
    }

    [Fact]
    public async Task A_supervisor_who_cancels_the_contact_ends_both_telephones()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var (caller, agent) = await site.TalkAsync();
        await site.PostAsync($"queues/sales/contacts/{TelephoneSite.ContactOf(caller)}/cancel");
        await site.Asterisk.GoneAsync(caller);
        await site.Asterisk.GoneAsync(agent);
    }

    [Fact]
    public async Task The_desk_ends_the_call()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var (caller, agent) = await site.TalkAsync();
        await site.PostAsync("agents/ana/end-contact");
        await site.Asterisk.GoneAsync(caller);
        await site.Asterisk.GoneAsync(agent);
        await site.AgentIsAsync("ana", "postProcessing");
    }

    [Fact]
    public async Task An_agent_without_a_desk_goes_into_wrap_up_by_hanging_up()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001", assignment: """{"wrapUpSeconds": 300}""", hasDesk: false);
        var (_, agent) = await site.TalkAsync();
        await site.Asterisk.HangUpAsync(agent);
        await site.AgentIsAsync("ana", "wrapUp");
    }

    [Fact]
    [Rule("35")]
    public async Task A_waiting_caller_is_told_the_position_and_hears_music_again()
    {
        await using var site = await TelephoneSite.StartAsync(settings => settings with { Announcements = new AnnouncementSettings { EverySeconds = 1 } });
        var first = await site.Asterisk.CallAsync("+49301", "sales");
        await site.ContactIsAsync(first, "waiting");
        var second = await site.Asterisk.CallAsync("+49302", "sales");
        await Eventually.TrueAsync(() => site.Asterisk.Find(first)!.Heard.Contains("sound:queue-youarenext"));
        await Eventually.TrueAsync(() => site.Asterisk.Find(second)!.Heard.Contains("sound:queue-thereare,number:2,sound:queue-callswaiting"));
        await Eventually.TrueAsync(() => site.Asterisk.Find(second) is { HasMusic: true });
    }
}
