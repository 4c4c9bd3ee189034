using MyAgent.Engine.Asterisk.Tests.Site;

namespace MyAgent.Engine.Asterisk.Tests.Telephones;

/// <summary>The states of telephones, and what agents dial.</summary>
[IntegrationTests]
public sealed class TelephoneTests
{
    [Fact]
    [Rule("29")]
    [Law(23)]
    public async Task A_telephone_that_is_not_registered_is_offered_nothing_until_it_is()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.Asterisk.SetTelephoneAsync("PJSIP/2001", "offline");
        await StateAsync(site, "2001", "unreachable");
        await site.AgentAsync("ana", "2001");
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        await site.ContactIsAsync(caller, "waiting");
        await site.Asterisk.SetTelephoneAsync("PJSIP/2001", "online");
        await site.Asterisk.AnswerAsync((await site.Asterisk.RingingAsync()).Id);
        await site.ContactIsAsync(caller, "engaged");
    }

    [Fact]
    [Rule("29")]
    public async Task A_private_call_makes_a_telephone_busy_and_the_engines_own_call_does_not()
    {
        await using var site = await TelephoneSite.StartAsync();
        var own = await site.Asterisk.PrivateCallAsync("PJSIP/2001");
        await StateAsync(site, "2001", "busy");
        await site.Asterisk.EndPrivateCallAsync(own);
        await StateAsync(site, "2001", "ready");
        await site.AgentAsync("ana", "2001");
        await site.TalkAsync();
        await site.Asterisk.SetDeviceAsync("PJSIP/2001", "INUSE");
        await site.Asterisk.SetDeviceAsync("Custom:DND2002", "BUSY");
        await StateAsync(site, "2002", "busy");
        await StateAsync(site, "2001", "ready");
    }

    [Fact]
    [Rule("28", "31")]
    public async Task An_agent_logs_in_from_any_telephone_with_a_code_and_extends_and_ends_wrap_up_there()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.PutAsync("agents/ana", """{"name": "Ana", "autoClosePopUp": true}""");
        await site.PutAsync("agents/ana/assignments/sales", """{"wrapUpSeconds": 300}""");
        var telephone = await DialAsync(site, "agent:log-in");
        await Eventually.TrueAsync(() => site.Asterisk.Find(telephone)!.Heard.Contains("sound:agent-user"));
        await site.Asterisk.PressAsync(telephone, "1001#");
        await site.Asterisk.GoneAsync(telephone);
        await site.IsAsync("agents/ana", found => found.GetProperty("endpoint").GetString() == "PJSIP/2003" && found.GetProperty("status").GetString() == "available", "at 2003");

        var (_, agent) = await site.TalkAsync();
        await site.Asterisk.HangUpAsync(agent);
        await site.AgentIsAsync("ana", "wrapUp");
        var until = (await site.GetAsync("agents/ana")).GetProperty("until").GetDateTimeOffset();
        await site.Asterisk.GoneAsync(await DialAsync(site, "agent:wrap-up"));
        (await site.GetAsync("agents/ana")).GetProperty("until").GetDateTimeOffset().ShouldBe(until + TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(1));
        await site.Asterisk.GoneAsync(await DialAsync(site, "agent:available"));
        await site.AgentIsAsync("ana", "available");
        await site.Asterisk.GoneAsync(await DialAsync(site, "agent:break,lunch"));
        await site.AgentIsAsync("ana", "break");
        await site.Asterisk.GoneAsync(await DialAsync(site, "agent:log-out"));
        await site.AgentIsAsync("ana", "loggedOut");
    }

    [Theory]
    [InlineData("agent:log-in,9999")]
    [InlineData("agent:wrap-up")]
    [InlineData("agent:sing")]
    public async Task What_cannot_be_done_sounds_so(string feature)
    {
        await using var site = await TelephoneSite.StartAsync();
        var telephone = await DialAsync(site, feature);
        var channel = site.Asterisk.Find(telephone);
        await site.Asterisk.GoneAsync(telephone);
        site.Asterisk.Requests.ShouldContain(request => request.Contains("sound:beeperr", StringComparison.Ordinal), channel?.Id);
    }

    [Fact]
    [Rule("33b")]
    public async Task A_telephone_that_said_busy_by_itself_is_asked_again()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.IsAsync("endpoints/PJSIP%2F2001", endpoint => endpoint.GetProperty("reportedAt").GetString() is not null, "reported");
        await site.AgentAsync("ana", "2001");
        await site.Asterisk.CallAsync("+49301", "sales");
        await site.Asterisk.HangUpAsync((await site.Asterisk.RingingAsync()).Id, cause: 17);
        await site.Asterisk.SetDeviceAsync("PJSIP/2001", "NOT_INUSE");
        await StateAsync(site, "2001", "busy");
        await StateAsync(site, "2001", "ready");
        await site.Asterisk.RingingAsync();
    }

    private static Task<string> DialAsync(TelephoneSite site, string feature) => site.Asterisk.CallAsync("2003", feature, from: "PJSIP/2003");

    private static Task StateAsync(TelephoneSite site, string number, string state) =>
        site.IsAsync($"endpoints/PJSIP%2F{number}", endpoint => endpoint.GetProperty("state").GetString() == state, state);
}
