using MyAgent.Engine.Asterisk.Tests.Site;
using MyAgent.Engine.Asterisk.Tests.Stub;

namespace MyAgent.Engine.Asterisk.Tests.Outages;

/// <summary>Connector, engine or Asterisk is away at each step of a call: connector and engine lose no caller, and no agent misses what did not ring.</summary>
[ChaosTests]
public sealed class OutageTests
{
    [Fact]
    public async Task A_connector_that_was_away_goes_on_with_callers_who_wait()
    {
        await using var site = await TelephoneSite.StartAsync();
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        await site.ContactIsAsync(caller, "waiting");
        await site.StopConnectorAsync();
        await site.StartConnectorAsync();
        await site.AgentAsync("ana", "2001");
        var agent = await site.Asterisk.RingingAsync();
        await site.Asterisk.AnswerAsync(agent.Id);
        await site.Asterisk.BridgedAsync(caller, agent.Id);
    }

    [Fact]
    public async Task A_caller_who_came_while_no_connector_was_there_comes_in_and_one_who_left_is_ended()
    {
        await using var site = await TelephoneSite.StartAsync();
        var left = await site.Asterisk.CallAsync("+49301", "sales");
        await site.ContactIsAsync(left, "waiting");
        await site.StopConnectorAsync();
        var came = await site.Asterisk.CallAsync("+49302", "sales");
        await site.Asterisk.HangUpAsync(left);
        await site.StartConnectorAsync();
        await site.ContactIsAsync(came, "waiting");
        await site.ContactIsAsync(left, "abandoned");
    }

    [Theory]
    [InlineData(5, "callback")]
    [InlineData(0, "call")]
    public async Task A_caller_who_hung_up_meanwhile_after_a_message_is_called_back(int seconds, string kind)
    {
        await using var site = await TelephoneSite.StartAsync();
        site.Asterisk.SecondsSpoken = seconds;
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        await site.ContactIsAsync(caller, "waiting");
        await site.Asterisk.PressAsync(caller, "1");
        await site.Asterisk.AskedAsync($"POST channels/{caller}/record");
        await site.StopConnectorAsync();
        await site.Asterisk.HangUpAsync(caller);
        await site.StartConnectorAsync();
        await site.ContactIsAsync(caller, kind == "callback" ? "waiting" : "abandoned");
        var contact = await site.ContactAsync(caller);
        contact.GetProperty("kind").GetString().ShouldBe(kind);
        (contact.GetProperty("messageUrl").GetString() is not null).ShouldBe(kind == "callback");
    }

    [Fact]
    public async Task A_talk_that_both_ended_meanwhile_is_over_and_the_agent_without_a_desk_goes_into_wrap_up()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001", assignment: """{"wrapUpSeconds": 300}""", hasDesk: false);
        var (caller, agent) = await site.TalkAsync();
        await site.StopConnectorAsync();
        await site.Asterisk.HangUpAsync(caller);
        await site.StartConnectorAsync();
        await site.Asterisk.GoneAsync(agent);
        await site.ContactIsAsync(caller, "served");
        await site.AgentIsAsync("ana", "wrapUp");
    }

    [Fact]
    public async Task A_telephone_that_rings_meanwhile_goes_on_ringing_and_is_answered()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        var agent = await site.Asterisk.RingingAsync();
        await site.StopConnectorAsync();
        await site.StartConnectorAsync();
        await site.Asterisk.AnswerAsync(agent.Id);
        await site.Asterisk.BridgedAsync(caller, agent.Id);
        site.Asterisk.Requests.Count(request => request.StartsWith("POST channels?", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_telephone_that_was_answered_meanwhile_is_connected()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        var agent = await site.Asterisk.RingingAsync();
        await site.StopConnectorAsync();
        await site.Asterisk.AnswerAsync(agent.Id);
        await site.StartConnectorAsync();
        await site.Asterisk.BridgedAsync(caller, agent.Id);
        await site.AgentIsAsync("ana", "engaged");
    }

    [Fact]
    public async Task A_talk_goes_on_and_its_end_is_told()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var (caller, agent) = await site.TalkAsync();
        await site.StopConnectorAsync();
        await site.StartConnectorAsync();
        await site.Asterisk.BridgedAsync(caller, agent);
        await site.Asterisk.HangUpAsync(agent);
        await site.ContactIsAsync(caller, "served");
    }

    [Fact]
    [Rule("33a")]
    public async Task A_talk_whose_agent_hung_up_meanwhile_gives_the_caller_back_to_the_line()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var (caller, agent) = await site.TalkAsync();
        await site.StopConnectorAsync();
        await site.Asterisk.HangUpAsync(agent);
        await site.AgentAsync("ben", "2002");
        await site.StartConnectorAsync();
        var second = await site.Asterisk.RingingAsync(endpoint: "PJSIP/2002");
        await site.Asterisk.AnswerAsync(second.Id);
        await site.Asterisk.BridgedAsync(caller, second.Id);
    }

    [Fact]
    public async Task A_message_that_was_recorded_meanwhile_becomes_a_callback()
    {
        await using var site = await TelephoneSite.StartAsync();
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        await site.ContactIsAsync(caller, "waiting");
        await site.Asterisk.PressAsync(caller, "1");
        await site.Asterisk.AskedAsync($"POST channels/{caller}/record");
        await site.StopConnectorAsync();
        await site.Asterisk.PressAsync(caller, "#");
        await site.StartConnectorAsync();
        await site.Asterisk.GoneAsync(caller);
        var contact = await site.ContactAsync(caller);
        contact.GetProperty("kind").GetString().ShouldBe("callback");
        contact.GetProperty("messageUrl").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_callback_whose_caller_is_being_dialled_goes_on()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        await site.PostAsync("queues/sales/contacts", $$"""{"kind": "callback", "number": "+49309", "connector": "{{TelephoneSite.Name}}"}""");
        var agent = await site.Asterisk.RingingAsync();
        await site.Asterisk.AnswerAsync(agent.Id);
        var called = await site.Asterisk.RingingAsync("cb-");
        await site.StopConnectorAsync();
        await site.StartConnectorAsync();
        await site.Asterisk.AnswerAsync(called.Id);
        await site.Asterisk.BridgedAsync(agent.Id, called.Id);
    }

    [Fact]
    public async Task An_agent_whose_key_was_lost_is_asked_again_how_the_callback_went()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var (contact, agent) = await CallBackAsync(site);
        await Eventually.TrueAsync(() => agent.Heard.Count(sound => sound == "sound:beep") == 1);
        await site.AgentIsAsync("ana", "postProcessing");
        await site.StopConnectorAsync();
        await site.Asterisk.PressAsync(agent.Id, "1");
        await site.StartConnectorAsync();
        await Eventually.TrueAsync(() => agent.Heard.Count(sound => sound == "sound:beep") == 2);
        await site.Asterisk.PressAsync(agent.Id, "1");
        await site.IsAsync($"contacts/{contact}", found => found.GetProperty("outcome").GetString() == "completed", "completed");
    }

    [Fact]
    [Rule("33c")]
    public async Task While_the_engine_is_away_the_calls_stay_and_what_happens_is_told_when_it_is_back()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        await site.AgentAsync("ben", "2002");
        var (caller, agent) = await site.TalkAsync();
        var waiting = await site.Asterisk.CallAsync("+49302", "sales");
        var ringing = await site.Asterisk.RingingAsync();
        await site.StopEngineAsync();
        await site.Asterisk.HangUpAsync(agent);
        await site.Asterisk.AnswerAsync(ringing.Id);
        var late = await site.Asterisk.CallAsync("+49303", "sales");
        await site.StartEngineAsync();
        await site.ContactIsAsync(caller, "served");
        (await site.ContactAsync(caller)).GetProperty("endedBy").GetString().ShouldBe("agent");
        await site.Asterisk.BridgedAsync(waiting, ringing.Id);
        await site.ContactIsAsync(late, "waiting");
        (await site.EventsAsync()).ShouldNotContain(told => told.GetProperty("type").GetString() == "agent-stopped-responding");
    }

    [Fact]
    public async Task An_Asterisk_that_dies_ends_its_calls_and_frees_the_agents()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var (caller, _) = await site.TalkAsync();
        var waiting = await site.Asterisk.CallAsync("+49302", "sales");
        await site.ContactIsAsync(waiting, "waiting");
        await site.Asterisk.KillAsync();
        await site.ContactIsAsync(caller, "served");
        await site.ContactIsAsync(waiting, "connectorLost");
        await site.AgentIsAsync("ana", "postProcessing");
        var next = await site.Asterisk.CallAsync("+49303", "sales");
        await site.ContactIsAsync(next, "waiting");
    }

    [Fact]
    public async Task A_callback_whose_talk_was_over_is_done_where_Asterisk_dies_before_an_agent_without_a_desk_hangs_up()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001", assignment: """{"wrapUpSeconds": 300}""", hasDesk: false);
        var (contact, agent) = await CallBackAsync(site);
        await site.AgentIsAsync("ana", "postProcessing");
        await site.Asterisk.KillAsync();
        await site.IsAsync($"contacts/{contact}", found => found.GetProperty("outcome").GetString() == "completed", "completed");
        await site.AgentIsAsync("ana", "wrapUp");
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_is_passed_over()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        await site.Asterisk.SendStrangeAsync();
        await site.TalkAsync();
        site.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Another_program_that_takes_the_application_over_loses_it_again()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.Asterisk.ReplaceAsync();
        await site.ConnectedAsync(before: 1);
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        await site.ContactIsAsync(caller, "waiting");
    }

    [Fact]
    public async Task A_connection_that_breaks_off_loses_nothing()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var (caller, agent) = await site.TalkAsync();
        site.Asterisk.Cut();
        var missed = await site.Asterisk.CallAsync("+49302", "sales");
        await site.ContactIsAsync(missed, "waiting");
        await site.Asterisk.HangUpAsync(caller);
        await site.Asterisk.GoneAsync(agent);
        await site.ContactIsAsync(caller, "served");
    }

    /// <summary>A caller is called back, answers, and hangs up after the talk.</summary>
    /// <returns>The contact, and the agent's channel.</returns>
    private static async Task<(string? Contact, StubChannel Agent)> CallBackAsync(TelephoneSite site)
    {
        var contact = (await site.PostAsync("queues/sales/contacts", $$"""{"kind": "callback", "number": "+49309", "connector": "{{TelephoneSite.Name}}"}"""))
            .GetProperty("contactId").GetString();
        var agent = await site.Asterisk.RingingAsync();
        await site.Asterisk.AnswerAsync(agent.Id);
        var called = await site.Asterisk.RingingAsync("cb-");
        await site.Asterisk.AnswerAsync(called.Id);
        await site.Asterisk.BridgedAsync(agent.Id, called.Id);
        await site.Asterisk.HangUpAsync(called.Id);
        return (contact, agent);
    }
}
