using MyAgent.Engine.Asterisk.Tests.Site;
using MyAgent.Engine.Asterisk.Tests.Stub;

namespace MyAgent.Engine.Asterisk.Tests.Calls;

/// <summary>An agent calls back by telephone.</summary>
[IntegrationTests]
public sealed class CallbackTests
{
    [Fact]
    [Rule("21", "22")]
    public async Task The_agent_hears_the_message_the_caller_is_called_and_the_outcome_is_a_key()
    {
        await using var site = await TelephoneSite.StartAsync();
        var (contact, agent) = await MessageHeardAsync(site, hasDesk: false);
        agent.Heard.First().ShouldBe($"recording:myagent-{contact}");
        var called = await site.Asterisk.RingingAsync("cb-");
        called.Endpoint.ShouldBe("PJSIP/+49301@trunk");
        await site.Asterisk.AnswerAsync(called.Id);
        await site.Asterisk.BridgedAsync(agent.Id, called.Id);
        await site.Asterisk.HangUpAsync(called.Id);
        await Eventually.TrueAsync(() => agent.Heard.Contains("sound:beep"));
        await site.Asterisk.PressAsync(agent.Id, "1");
        await site.Asterisk.GoneAsync(agent.Id);
        await OutcomeAsync(site, contact, "completed");
        await site.AgentIsAsync("ana", "available");
    }

    [Fact]
    [Rule("22")]
    public async Task The_agent_schedules_it_by_a_key()
    {
        await using var site = await TelephoneSite.StartAsync();
        var (contact, agent) = await MessageHeardAsync(site);
        var called = await site.Asterisk.RingingAsync("cb-");
        await site.Asterisk.AnswerAsync(called.Id);
        await site.Asterisk.BridgedAsync(agent.Id, called.Id);
        await site.Asterisk.HangUpAsync(called.Id);
        await Eventually.TrueAsync(() => agent.Heard.Contains("sound:beep"));
        await site.Asterisk.PressAsync(agent.Id, "2");
        await site.Asterisk.GoneAsync(agent.Id);
        await site.IsAsync($"contacts/{contact}", found => found.GetProperty("state").GetString() == "scheduled", "scheduled");
    }

    [Theory]
    [InlineData(17, "busy")]
    [InlineData(19, "noAnswer")]
    [InlineData(38, "unreachable")]
    [Rule("37")]
    public async Task A_caller_who_is_not_reached_is_an_attempt_that_failed_for_its_cause_and_comes_again(int cause, string expected)
    {
        await using var site = await TelephoneSite.StartAsync();
        var (contact, agent) = await MessageHeardAsync(site);
        await site.Asterisk.HangUpAsync((await site.Asterisk.RingingAsync("cb-")).Id, cause);
        await site.IsAsync($"contacts/{contact}", found => found.GetProperty("state").GetString() == "scheduled", "scheduled");
        (await site.EventsAsync()).Single(told => told.GetProperty("type").GetString() == "callback-attempt-failed").GetProperty("data").GetProperty("cause").GetString()
            .ShouldBe(expected);
        await site.Asterisk.GoneAsync(agent.Id);
    }

    [Fact]
    [Rule("37")]
    public async Task A_number_that_does_not_exist_closes_it()
    {
        await using var site = await TelephoneSite.StartAsync();
        var (contact, _) = await MessageHeardAsync(site);
        await site.Asterisk.HangUpAsync((await site.Asterisk.RingingAsync("cb-")).Id, cause: 1);
        await OutcomeAsync(site, contact, "notReached");
    }

    [Fact]
    [Rule("33a")]
    public async Task An_agent_who_hangs_up_during_the_message_gives_the_callback_back_to_its_place()
    {
        await using var site = await TelephoneSite.StartAsync();
        var (contact, agent) = await MessageHeardAsync(site);
        var called = await site.Asterisk.RingingAsync("cb-");
        await site.Asterisk.HangUpAsync(agent.Id);
        await site.Asterisk.GoneAsync(called.Id);
        await Eventually.TrueAsync(async () => (await site.EventsAsync()).Any(told => told.GetProperty("type").GetString() == "contact-returned"));
        (await site.GetAsync($"contacts/{contact}")).GetProperty("kind").GetString().ShouldBe("callback");
    }

    [Theory]
    [InlineData(false, "available")]
    [InlineData(true, "postProcessing")]
    [Rule("1", "22")]
    public async Task Hanging_up_after_the_talk_says_that_it_is_done_where_the_agent_has_no_desk(bool hasDesk, string status)
    {
        await using var site = await TelephoneSite.StartAsync();
        var (contact, agent) = await MessageHeardAsync(site, hasDesk);
        var called = await site.Asterisk.RingingAsync("cb-");
        await site.Asterisk.AnswerAsync(called.Id);
        await site.Asterisk.BridgedAsync(agent.Id, called.Id);
        await site.Asterisk.HangUpAsync(agent.Id);
        await site.Asterisk.GoneAsync(called.Id);
        await site.AgentIsAsync("ana", status);
        if (hasDesk)
            await site.PostAsync("agents/ana/complete-callback");
        await OutcomeAsync(site, contact, "completed");
    }

    [Fact]
    public async Task The_desk_says_how_it_went_and_the_telephone_falls_silent()
    {
        await using var site = await TelephoneSite.StartAsync();
        var (contact, agent) = await MessageHeardAsync(site);
        var called = await site.Asterisk.RingingAsync("cb-");
        await site.Asterisk.AnswerAsync(called.Id);
        await site.Asterisk.BridgedAsync(agent.Id, called.Id);
        await site.PostAsync("agents/ana/end-contact");
        await site.Asterisk.GoneAsync(called.Id);
        await site.PostAsync("agents/ana/complete-callback");
        await site.Asterisk.GoneAsync(agent.Id);
        await OutcomeAsync(site, contact, "completed");
    }

    [Fact]
    public async Task Without_a_way_to_dial_the_agent_hears_the_message_and_keeps_the_callback_at_the_desk()
    {
        await using var site = await TelephoneSite.StartAsync(settings => settings with { Dial = null });
        var (contact, agent) = await MessageHeardAsync(site);
        await site.Asterisk.GoneAsync(agent.Id);
        await site.AgentIsAsync("ana", "engaged");
        await site.PostAsync("agents/ana/complete-callback");
        await OutcomeAsync(site, contact, "completed");
    }

    [Fact]
    [Rule("36")]
    public async Task A_callback_that_a_web_page_asked_for_is_dialled_too()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var contact = (await site.PostAsync("queues/sales/contacts", """{"kind": "callback", "number": "+49309"}""")).GetProperty("contactId").GetString()!;
        var agent = await site.Asterisk.RingingAsync();
        await site.Asterisk.AnswerAsync(agent.Id);
        (await site.Asterisk.RingingAsync("cb-")).Endpoint.ShouldBe("PJSIP/+49309@trunk");
        (await site.GetAsync($"contacts/{contact}")).GetProperty("state").GetString().ShouldBe("engaged");
    }

    private static Task OutcomeAsync(TelephoneSite site, string contact, string outcome) =>
        site.IsAsync($"contacts/{contact}", found => found.GetProperty("outcome").GetString() == outcome, outcome);

    /// <summary>A caller leaves a message, and ana's telephone is answered.</summary>
    private static async Task<(string Contact, StubChannel Agent)> MessageHeardAsync(TelephoneSite site, bool hasDesk = true) =>
        (await site.LeaveMessageAsync(), await site.HearMessageAsync(hasDesk));
}
