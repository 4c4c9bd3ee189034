using System.Text.Json;
using MyAgent.Engine.Asterisk.Tests.Site;

namespace MyAgent.Engine.Asterisk.Tests.Calls;

/// <summary>Hold, transfer, consultation and conference, by keys and at the desk.</summary>
[IntegrationTests]
public sealed class TransferTests
{
    [Fact]
    [Rule("33")]
    public async Task A_telephone_that_holds_is_told_to_the_engine()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var (_, agent) = await site.TalkAsync();
        await site.Asterisk.HoldAsync(agent, isHeld: true);
        await site.IsAsync("agents/ana", found => found.GetProperty("contact").GetProperty("heldSince").GetString() is not null, "held");
        await site.Asterisk.HoldAsync(agent, isHeld: false);
        await site.IsAsync("agents/ana", found => found.GetProperty("contact").GetProperty("heldSince").GetString() is null, "resumed");
    }

    [Fact]
    [Rule("33")]
    public async Task Hold_by_a_key_and_off_hold_at_the_desk()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var (caller, agent) = await site.TalkAsync();
        await site.Asterisk.PressAsync(agent, "*1");
        await Eventually.TrueAsync(() => site.Asterisk.Find(caller)!.HasMusic);
        await site.Asterisk.BridgedAsync(agent);
        await site.PostAsync("agents/ana/resume");
        await site.Asterisk.BridgedAsync(caller, agent);
    }

    [Fact]
    [Rule("33")]
    public async Task A_transfer_by_keys_to_a_queue()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        await site.PutAsync("queues/support", """{"name": "Support"}""");
        await site.AgentAsync("ben", "2002", "support");
        var (caller, agent) = await site.TalkAsync();
        await site.Asterisk.PressAsync(agent, "*2502#");
        await site.Asterisk.GoneAsync(agent);
        var second = await site.Asterisk.RingingAsync(endpoint: "PJSIP/2002");
        await site.Asterisk.AnswerAsync(second.Id);
        await site.Asterisk.BridgedAsync(caller, second.Id);
        await site.AgentIsAsync("ana", "postProcessing");
        await site.Asterisk.HangUpAsync(caller);
        await site.ContactIsAsync(caller, "served");
    }

    [Fact]
    [Rule("33")]
    public async Task A_transfer_at_the_desk_to_an_agent()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var (caller, agent) = await site.TalkAsync();
        await site.AgentAsync("ben", "2002");
        await site.PostAsync("agents/ana/transfer", """{"queueId": "sales", "agentId": "ben"}""");
        await site.Asterisk.GoneAsync(agent);
        var second = await site.Asterisk.RingingAsync(endpoint: "PJSIP/2002");
        await site.Asterisk.AnswerAsync(second.Id);
        await site.Asterisk.BridgedAsync(caller, second.Id);
    }

    [Fact]
    public async Task A_transfer_to_a_number_that_is_nobodys_fails_audibly_and_the_talk_goes_on()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001");
        var (caller, agent) = await site.TalkAsync();
        await site.Asterisk.PressAsync(agent, "*2999#");
        await Eventually.TrueAsync(() => site.Asterisk.Find(agent)!.Heard.Contains("sound:beeperr"));
        await site.Asterisk.BridgedAsync(caller, agent);
    }

    [Fact]
    [Rule("33")]
    public async Task A_consultation_by_keys_and_back_to_the_caller()
    {
        await using var site = await TelephoneSite.StartAsync();
        var (caller, ana, ben) = await ConsultingAsync(site);
        await site.Asterisk.PressAsync(ana, "*6");
        await site.Asterisk.GoneAsync(ben);
        await site.Asterisk.BridgedAsync(caller, ana);
        await site.ContactIsAsync(caller, "engaged");
    }

    [Fact]
    [Rule("33")]
    public async Task The_colleague_who_hangs_up_brings_the_agent_back_to_the_caller()
    {
        await using var site = await TelephoneSite.StartAsync();
        var (caller, ana, ben) = await ConsultingAsync(site);
        await site.Asterisk.HangUpAsync(ben);
        await site.Asterisk.BridgedAsync(caller, ana);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("hangUp")]
    [InlineData("desk")]
    [Rule("33")]
    [Law(22)]
    public async Task The_colleague_is_handed_the_caller_without_a_ring(string how)
    {
        await using var site = await TelephoneSite.StartAsync();
        var (caller, ana, ben) = await ConsultingAsync(site);
        if (how == "key")
            await site.Asterisk.PressAsync(ana, "*4");
        else if (how == "hangUp")
            await site.Asterisk.HangUpAsync(ana);
        else
            await site.PostAsync("agents/ana/complete-transfer");
        await site.Asterisk.BridgedAsync(caller, ben);
        await site.Asterisk.GoneAsync(ana);
        // Between the consultation and the call, ben has neither for a moment.
        await site.IsAsync(
            "agents/ben",
            found => found.GetProperty("contact") is { ValueKind: JsonValueKind.Object } contact
                && contact.GetProperty("contactId").GetString() == TelephoneSite.ContactOf(caller),
            "with ben");
        await site.Asterisk.HangUpAsync(ben);
        await site.Asterisk.GoneAsync(caller);
        await site.ContactIsAsync(caller, "served");
    }

    [Fact]
    public async Task A_conference_by_a_key()
    {
        await using var site = await TelephoneSite.StartAsync();
        var (caller, ana, ben) = await ConsultingAsync(site);
        await site.Asterisk.PressAsync(ana, "*5");
        await site.Asterisk.BridgedAsync(caller, ana, ben);
        await site.Asterisk.HangUpAsync(ben);
        await site.Asterisk.BridgedAsync(caller, ana);
    }

    /// <summary>Ana talks to a caller, and asks ben: both agents talk, and the caller has music.</summary>
    private static async Task<(string Caller, string Ana, string Ben)> ConsultingAsync(TelephoneSite site)
    {
        await site.AgentAsync("ana", "2001");
        var (caller, ana) = await site.TalkAsync();
        await site.AgentAsync("ben", "2002");
        await site.Asterisk.PressAsync(ana, "*32002#");
        var ben = (await site.Asterisk.RingingAsync(endpoint: "PJSIP/2002")).Id;
        await site.Asterisk.AnswerAsync(ben);
        await site.Asterisk.BridgedAsync(ana, ben);
        await Eventually.TrueAsync(() => site.Asterisk.Find(caller)!.HasMusic);
        return (caller, ana, ben);
    }
}
