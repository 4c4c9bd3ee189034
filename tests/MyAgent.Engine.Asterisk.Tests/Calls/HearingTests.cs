using MyAgent.Engine.Asterisk.Tests.Site;
using MyAgent.Engine.Asterisk.Tests.Stub;

namespace MyAgent.Engine.Asterisk.Tests.Calls;

/// <summary>An agent hears the message of a callback though Asterisk's disk has lost it.</summary>
[IntegrationTests]
public sealed class HearingTests
{
    [Fact]
    [Rule("21")]
    public async Task A_message_that_is_lost_on_the_disk_of_Asterisk_is_heard_from_the_engine()
    {
        await using var site = await TelephoneSite.StartAsync();
        var contact = await site.LeaveMessageAsync();
        site.Asterisk.ReplaceDisk();
        await HeardFromEngineAsync(site, await site.HearMessageAsync(), contact);
    }

    [Fact]
    [Rule("21")]
    public async Task A_recording_that_cannot_be_played_is_heard_from_the_engine()
    {
        await using var site = await TelephoneSite.StartAsync();
        var contact = await site.LeaveMessageAsync();
        site.Asterisk.CanReadRecordings = false;
        var agent = await site.HearMessageAsync();
        await HeardFromEngineAsync(site, agent, contact);
        agent.Heard.First().ShouldBe($"recording:myagent-{contact}");
    }

    [Fact]
    public async Task Asterisk_fetches_it_by_the_address_of_the_engine_that_the_settings_name()
    {
        var elsewhere = new Uri($"http://localhost:{Ports.Take()}/");
        await using var site = await TelephoneSite.StartAsync(settings => settings with { EngineAddress = elsewhere });
        await site.LeaveMessageAsync();
        site.Asterisk.ReplaceDisk();
        var agent = await site.HearMessageAsync();
        agent.Heard.First().ShouldStartWith($"sound:{elsewhere}voice-messages/");
    }

    [Fact]
    public async Task A_message_that_Asterisk_cannot_fetch_is_not_heard_and_the_caller_is_called_all_the_same()
    {
        await using var site = await TelephoneSite.StartAsync(settings => settings with { EngineAddress = new Uri($"http://127.0.0.1:{Ports.Take()}/") });
        var contact = await site.LeaveMessageAsync();
        site.Asterisk.ReplaceDisk();
        var agent = await site.HearMessageAsync();
        var called = await site.Asterisk.RingingAsync("cb-");
        await site.Asterisk.AnswerAsync(called.Id);
        await site.Asterisk.BridgedAsync(agent.Id, called.Id);
        site.Asterisk.Fetched.ShouldBeEmpty();
        site.Warnings.ShouldContain(warning => warning.Contains($"The agent does not hear the message of {contact}", StringComparison.Ordinal));
    }

    [Fact]
    [Rule("33a")]
    public async Task No_caller_is_dialled_for_an_agent_who_hangs_up_during_the_message()
    {
        await using var site = await TelephoneSite.StartAsync();
        await site.LeaveMessageAsync();
        site.Asterisk.SoundsLast = true;
        await site.Asterisk.HangUpAsync((await site.HearMessageAsync()).Id);
        await Eventually.TrueAsync(async () => (await site.EventsAsync()).Any(told => told.GetProperty("type").GetString() == "contact-returned"));
        site.Asterisk.Requests.ShouldNotContain(request => request.Contains("@trunk", StringComparison.Ordinal));
        site.Warnings.ShouldBeEmpty();
    }

    private static async Task HeardFromEngineAsync(TelephoneSite site, StubChannel agent, string contact)
    {
        await site.Asterisk.RingingAsync("cb-");
        agent.Heard.ShouldContain(sound => sound.StartsWith($"sound:{new Uri(site.Api, "/voice-messages/")}", StringComparison.Ordinal));
        var kept = await site.MessageAsync(contact);
        site.Asterisk.Fetched.ShouldHaveSingleItem().ShouldBe(kept);
        site.Warnings.ShouldContain(warning => warning.Contains(contact, StringComparison.Ordinal) && warning.Contains("played from the engine", StringComparison.Ordinal));
        site.Warnings.ShouldNotContain(warning => warning.Contains("does not hear", StringComparison.Ordinal));
    }
}
