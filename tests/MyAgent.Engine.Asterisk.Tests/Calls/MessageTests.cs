using MyAgent.Engine.Asterisk.Tests.Site;
using MyAgent.Engine.Asterisk.Tests.Stub;

namespace MyAgent.Engine.Asterisk.Tests.Calls;

/// <summary>A caller leaves a voice message, and keeps the place.</summary>
[IntegrationTests]
public sealed class MessageTests
{
    [Fact]
    [Rule("19")]
    [Law(7)]
    public async Task A_caller_leaves_a_message_and_the_callback_stands_where_the_call_stood()
    {
        await using var site = await TelephoneSite.StartAsync();
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        await site.ContactIsAsync(caller, "waiting");
        await site.Asterisk.CallAsync("+49302", "sales");
        await site.Asterisk.PressAsync(caller, "1");
        await site.ContactIsAsync(caller, "recording");
        await site.Asterisk.AskedAsync($"POST channels/{caller}/record");
        await site.Asterisk.PressAsync(caller, "#");
        await site.Asterisk.GoneAsync(caller);
        var contact = await site.ContactAsync(caller);
        contact.GetProperty("kind").GetString().ShouldBe("callback");
        contact.GetProperty("number").GetString().ShouldBe("+49301");
        contact.GetProperty("position").GetInt32().ShouldBe(1);
        contact.GetProperty("messageUrl").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_caller_who_speaks_and_hangs_up_is_called_back()
    {
        await using var site = await TelephoneSite.StartAsync();
        var caller = await RecordingAsync(site, "+49301");
        await site.Asterisk.HangUpAsync(caller);
        await site.IsAsync($"contacts/{TelephoneSite.ContactOf(caller)}", contact => contact.GetProperty("kind").GetString() == "callback", "a callback");
        (await site.ContactAsync(caller)).GetProperty("messageUrl").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_caller_who_hangs_up_at_the_tone_has_left_no_message()
    {
        await using var site = await TelephoneSite.StartAsync();
        site.Asterisk.SecondsSpoken = 0;
        var caller = await RecordingAsync(site, "+49301");
        await site.Asterisk.HangUpAsync(caller);
        await site.ContactIsAsync(caller, "abandoned");
    }

    [Theory]
    [InlineData(nameof(HashEvent.BeforeItsEnd))]
    [InlineData(nameof(HashEvent.AfterItsEnd))]
    [InlineData(nameof(HashEvent.Lost))]
    public async Task A_caller_who_says_nothing_and_presses_hash_is_called_back_without_a_message(string hash)
    {
        await using var site = await TelephoneSite.StartAsync();
        (site.Asterisk.SecondsSpoken, site.Asterisk.HashOfRecording) = (0, Enum.Parse<HashEvent>(hash));
        var caller = await RecordingAsync(site, "+49301");
        await site.Asterisk.PressAsync(caller, "#");
        await site.Asterisk.GoneAsync(caller);
        var contact = await site.ContactAsync(caller);
        contact.GetProperty("kind").GetString().ShouldBe("callback");
        contact.GetProperty("messageUrl").GetString().ShouldBeNull();
    }

    [Fact]
    public async Task A_full_disk_takes_the_message_but_not_the_callback()
    {
        await using var site = await TelephoneSite.StartAsync();
        site.Asterisk.CanRecord = false;
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        await site.ContactIsAsync(caller, "waiting");
        await site.Asterisk.PressAsync(caller, "1");
        await site.Asterisk.GoneAsync(caller);
        (await site.ContactAsync(caller)).GetProperty("kind").GetString().ShouldBe("callback");
    }

    [Fact]
    [Rule("20")]
    public async Task A_caller_with_a_withheld_number_types_one_and_another_where_it_is_not_plausible()
    {
        await using var site = await TelephoneSite.StartAsync();
        var caller = await RecordingAsync(site, number: null);
        await site.Asterisk.PressAsync(caller, "#");
        await Eventually.TrueAsync(() => site.Asterisk.Find(caller)!.Heard.Contains("sound:vm-enter-num-to-call"));
        await site.Asterisk.PressAsync(caller, "1#");
        await Eventually.TrueAsync(() => site.Asterisk.Find(caller)!.Heard.Count(sound => sound == "sound:vm-enter-num-to-call") == 2);
        await site.Asterisk.PressAsync(caller, "0301234567#");
        await site.Asterisk.GoneAsync(caller);
        (await site.ContactAsync(caller)).GetProperty("number").GetString().ShouldBe("0301234567");
    }

    [Fact]
    [Rule("33f")]
    public async Task A_caller_may_leave_a_message_while_a_telephone_rings_which_then_falls_silent()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.AgentAsync("ana", "2001", assignment: """{"callbacks": false}""");
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        var agent = await site.Asterisk.RingingAsync();
        await site.Asterisk.PressAsync(caller, "1");
        await site.Asterisk.GoneAsync(agent.Id);
        await site.ContactIsAsync(caller, "recording");
        await site.AgentIsAsync("ana", "available");
    }

    [Fact]
    public async Task A_key_that_means_nothing_changes_nothing()
    {
        await using var site = await TelephoneSite.StartAsync();
        var caller = await site.Asterisk.CallAsync("+49301", "sales");
        await site.ContactIsAsync(caller, "waiting");
        await site.Asterisk.PressAsync(caller, "5#*0");
        await site.AgentAsync("ana", "2001");
        var agent = await site.Asterisk.RingingAsync();
        await site.Asterisk.AnswerAsync(agent.Id);
        await site.Asterisk.BridgedAsync(caller, agent.Id);
        await site.Asterisk.PressAsync(caller, "1");
        await site.Asterisk.PressAsync(agent.Id, "12#9");
        await site.Asterisk.BridgedAsync(caller, agent.Id);
    }

    [Fact]
    [Rule("25")]
    public async Task A_caller_who_calls_again_takes_the_callbacks_place()
    {
        await using var site = await TelephoneSite.StartAsync();
        var first = await RecordingAsync(site, "+49301");
        await site.Asterisk.PressAsync(first, "#");
        await site.Asterisk.GoneAsync(first);
        var again = await site.Asterisk.CallAsync("+49301", "sales");
        await site.ContactIsAsync(first, "superseded");
        await site.ContactIsAsync(again, "waiting");
    }

    private static async Task<string> RecordingAsync(TelephoneSite site, string? number)
    {
        var caller = await site.Asterisk.CallAsync(number, "sales");
        await site.ContactIsAsync(caller, "waiting");
        await site.Asterisk.PressAsync(caller, "1");
        await site.Asterisk.AskedAsync($"POST channels/{caller}/record");
        return caller;
    }
}
