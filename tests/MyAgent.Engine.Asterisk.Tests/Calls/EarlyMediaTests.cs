using MyAgent.Engine.Asterisk.Settings;
using MyAgent.Engine.Asterisk.Tests.Site;

namespace MyAgent.Engine.Asterisk.Tests.Calls;

/// <summary>A caller who is answered with the agent hears music and announcements until then.</summary>
[IntegrationTests]
public sealed class EarlyMediaTests
{
    [Fact]
    public async Task A_caller_waits_unanswered_with_music_and_is_answered_with_the_agent()
    {
        await using var site = await StartAsync();
        var caller = await WaitingAsync(site);
        await site.AgentAsync("ana", "2001");
        var agent = await site.Asterisk.RingingAsync();
        site.Asterisk.Find(caller)!.State.ShouldBe("Ring");
        await site.Asterisk.AnswerAsync(agent.Id);
        await site.Asterisk.BridgedAsync(caller, agent.Id);
        site.Asterisk.Find(caller)!.State.ShouldBe("Up");
        site.Asterisk.Requests.Count(request => request == $"POST channels/{caller}/answer").ShouldBe(1);
    }

    [Fact]
    public async Task Announcements_do_not_answer_a_caller()
    {
        await using var site = await StartAsync(settings => settings with { Announcements = new AnnouncementSettings() });
        var caller = await WaitingAsync(site);
        await site.Asterisk.AskedAsync($"POST channels/{caller}/play");
        await Eventually.TrueAsync(() => site.Asterisk.Find(caller)!.HasMusic);
        site.Asterisk.Find(caller)!.State.ShouldBe("Ring");
    }

    [Fact]
    [Rule("19")]
    public async Task A_caller_who_begins_to_leave_a_message_is_answered()
    {
        await using var site = await StartAsync();
        var caller = await WaitingAsync(site);
        await site.Asterisk.PressAsync(caller, "1");
        await site.Asterisk.AskedAsync($"POST channels/{caller}/record");
        site.Asterisk.Find(caller)!.State.ShouldBe("Up");
        var asked = site.Asterisk.Requests.Where(request => request.StartsWith($"POST channels/{caller}/", StringComparison.Ordinal)).Select(request => request.Split('/', '?')[2]);
        asked.ShouldBe(["moh", "answer", "play", "record"]);
    }

    [Fact]
    public async Task A_caller_whom_the_engine_refuses_was_never_answered()
    {
        await using var site = await StartAsync();
        var caller = await site.Asterisk.CallAsync("+49301", "nowhere");
        await site.Asterisk.AskedAsync($"POST channels/{caller}/continue");
        site.Asterisk.Find(caller)!.State.ShouldBe("Ring");
        site.Asterisk.Find(caller)!.HasMusic.ShouldBeFalse();
    }

    [Fact]
    public async Task A_caller_who_is_still_unanswered_after_a_restart_of_the_connector_is_answered_with_the_agent()
    {
        await using var site = await StartAsync();
        var caller = await WaitingAsync(site);
        await site.StopConnectorAsync();
        await site.StartConnectorAsync();
        site.Asterisk.Find(caller)!.State.ShouldBe("Ring");
        await site.AgentAsync("ana", "2001");
        var agent = await site.Asterisk.RingingAsync();
        await site.Asterisk.AnswerAsync(agent.Id);
        await site.Asterisk.BridgedAsync(caller, agent.Id);
    }

    private static Task<TelephoneSite> StartAsync(Func<AsteriskSettings, AsteriskSettings>? with = null) => TelephoneSite.StartAsync(
        settings => (with?.Invoke(settings) ?? settings) with { Answer = AnswerMoment.Agent });

    private static async Task<string> WaitingAsync(TelephoneSite site)
    {
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        await site.ContactIsAsync(caller, "waiting");
        await Eventually.TrueAsync(() => site.Asterisk.Find(caller)!.HasMusic);
        return caller;
    }
}
