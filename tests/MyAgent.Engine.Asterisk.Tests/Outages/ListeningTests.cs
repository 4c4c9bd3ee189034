using MyAgent.Engine.Asterisk.Tests.Site;

namespace MyAgent.Engine.Asterisk.Tests.Outages;

/// <summary>Asterisk dials the connector.</summary>
[IntegrationTests]
public sealed class ListeningTests
{
    [Fact]
    public async Task An_Asterisk_that_dials_is_taken_with_the_right_password_only_and_again_after_it_broke_off()
    {
        var connector = new Uri($"http://127.0.0.1:{Ports.Take()}");
        await using var site = await TelephoneSite.StartAsync(settings => settings with { Address = null, Listen = connector });
        await Eventually.TrueAsync(async () => await site.Asterisk.DialAsync(connector, "wrong") == 401);
        await Eventually.TrueAsync(async () => await site.Asterisk.DialAsync(connector) is null);
        await site.ConnectedAsync(before: 0);
        await site.AgentAsync("ana", "2001");
        await site.TalkAsync();
        site.Asterisk.Cut();
        (await site.Asterisk.DialAsync(connector)).ShouldBeNull();
        var caller = await site.Asterisk.CallAsync("+49302", "sales");
        await site.ContactIsAsync(caller, "waiting");
    }

    [Fact]
    public async Task A_message_stays_on_Asterisks_disk_and_its_agent_hears_it_there()
    {
        var connector = new Uri($"http://127.0.0.1:{Ports.Take()}");
        await using var site = await TelephoneSite.StartAsync(settings => settings with { Address = null, Listen = connector });
        await Eventually.TrueAsync(async () => await site.Asterisk.DialAsync(connector) is null);
        await site.ConnectedAsync(before: 0);
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        await site.ContactIsAsync(caller, "waiting");
        await site.Asterisk.PressAsync(caller, "1");
        await site.Asterisk.AskedAsync($"POST channels/{caller}/record");
        await site.Asterisk.PressAsync(caller, "#");
        await site.Asterisk.GoneAsync(caller);
        (await site.ContactAsync(caller)).GetProperty("messageUrl").GetString().ShouldBeNull();
        await site.AgentAsync("ana", "2001");
        var agent = await site.Asterisk.RingingAsync();
        await site.Asterisk.AnswerAsync(agent.Id);
        await Eventually.TrueAsync(() => agent.Heard.Contains($"recording:myagent-{TelephoneSite.ContactOf(caller)}"));
    }
}
