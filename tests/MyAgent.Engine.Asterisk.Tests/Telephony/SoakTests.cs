using System.Diagnostics;
using System.Text.Json;
using MyAgent.Engine.Asterisk.Settings;
using MyAgent.Engine.Asterisk.Tests.Site;

namespace MyAgent.Engine.Asterisk.Tests.Telephony;

/// <summary>Many calls, with a real Asterisk and sipp: five in a second, twenty agents, three callers of ten leave a message and are called back.</summary>
[IntegrationTests]
[Trait("Category", "Telephony")]
[Collection("Telephony")]
public sealed class SoakTests
{
    private const int Agents = 10;

    [TelephonyFact]
    public async Task A_thousand_calls_come_to_their_ends()
    {
        await using var centre = await Centre.StartAsync();
        (await centre.CallAsync(calls: 700, messages: 300)).ShouldBe((0, 0));
        var done = await centre.FinishedAsync(1000);
        done.CountBy(Fate).Select(fate => $"{fate.Value}: {fate.Key}").ShouldBe(
            ["300: callback completed, message, 1 agent", "700: call served, no message, 1 agent"], ignoreOrder: true, string.Join('\n', centre.Site.Warnings));
        await centre.ShouldBeLawfulAsync();
    }

    [TelephonyFact]
    public async Task Connector_and_engine_are_ended_in_turn_under_load_and_no_caller_is_lost()
    {
        await using var centre = await Centre.StartAsync();
        var calls = centre.CallAsync(calls: 140, messages: 60);
        for (var turn = 0; turn < 2; turn++)
        {
            await Task.Delay(TimeSpan.FromSeconds(8));
            await centre.Site.StopConnectorAsync();
            await Task.Delay(TimeSpan.FromSeconds(2));
            await centre.Site.StartConnectorAsync();
            await Task.Delay(TimeSpan.FromSeconds(6));
            await centre.Site.StopEngineAsync();
            await Task.Delay(TimeSpan.FromSeconds(2));
            await centre.Site.StartEngineAsync();
        }
        (await calls).ShouldBe((0, 0));
        var done = await centre.FinishedAsync(200);
        done.Count(contact => Text(contact, "outcome") is "served" or "completed").ShouldBe(200);
        await centre.ShouldHaveNobodyMissingAsync();
        await centre.ShouldBeLawfulAsync();
    }

    [TelephonyFact]
    public async Task An_Asterisk_that_is_killed_under_load_ends_its_own_calls_and_nothing_else()
    {
        await using var centre = await Centre.StartAsync();
        using var giveUp = new CancellationTokenSource();
        var before = centre.CallAsync(calls: 140, messages: 60, giveUp.Token);
        await Task.Delay(TimeSpan.FromSeconds(25));
        await centre.Asterisk.KillAsync();
        await giveUp.CancelAsync();
        await before;
        (await centre.CallAsync(calls: 20, messages: 0)).ShouldBe((0, 0));
        var done = await centre.FinishedAsync(atLeast: 30);
        done.ShouldAllBe(contact => Text(contact, "outcome") == "served" || Text(contact, "outcome") == "completed" || Text(contact, "outcome") == "connectorLost");
        done.ShouldContain(contact => Text(contact, "outcome") == "connectorLost");
        await centre.ShouldHaveNobodyMissingAsync();
        await centre.ShouldBeLawfulAsync();
    }

    private static string Fate(JsonElement contact)
    {
        var message = Text(contact, "messageUrl") is null ? "no message" : "message";
        return $"{Text(contact, "kind")} {Text(contact, "outcome")}, {message}, {contact.GetProperty("agents").GetArrayLength()} agent";
    }

    private static string? Text(JsonElement contact, string member) => contact.GetProperty(member).GetString();

    /// <summary>Ten agents take calls, and ten others call back.</summary>
    private sealed class Centre(RealAsterisk asterisk, TelephoneSite site) : IAsyncDisposable
    {
        private readonly int _calls = Ports.Take();
        private readonly int _callbacks = Ports.Take();
        private readonly List<Process> _telephones = [];

        public RealAsterisk Asterisk => asterisk;

        public TelephoneSite Site => site;

        public static async Task<Centre> StartAsync()
        {
            var asterisk = await RealAsterisk.StartAsync(new AsteriskVariant { Telephones = 2 * Agents, MessageQueue = "back" });
            var centre = new Centre(asterisk, await TelephoneSite.StartAsync(settings => settings with
            {
                Address = asterisk.Address, Announcements = new AnnouncementSettings(),
            }));
            foreach (var queue in new[] { "sales", "back" })
                await centre.Site.PutAsync($"queues/{queue}", $$"""{"name": "{{queue}}", "resumeCallback": false, "maxWaiting": 2000}""");
            await centre.RegisterAsync();
            await centre.LogInAsync(first: 1, "sales");
            centre._telephones.Add(Sipp.Telephone("agent", Sipp.Local, centre._calls, 20000));
            centre._telephones.Add(Sipp.Telephone("agent-callback", Sipp.Local, centre._callbacks, 22000));
            centre._telephones.Add(Sipp.Telephone("agent", Sipp.Trunk, asterisk.TrunkPort, 24000));
            return centre;
        }

        private async Task LogInAsync(int first, string queue)
        {
            for (var agent = first; agent < first + Agents; agent++)
                await site.AgentAsync($"agent-{agent}", $"{2000 + agent}", queue, """{"wrapUpSeconds": 2}""", hasDesk: false);
        }

        /// <summary>The telephones register. Those that take calls are one program, as are those that call back.</summary>
        private async Task RegisterAsync()
        {
            for (var number = 2001; number <= 2000 + 2 * Agents; number++)
            {
                await Sipp.RegisterAsync(
                    asterisk.SipPort, $"{number}", RealAsterisk.Password, number <= 2000 + Agents ? _calls : _callbacks, number > 2002 ? "2001" : null);
            }
        }

        /// <summary>Callers come, and are gone afterwards; three of ten come to leave a message.</summary>
        /// <returns>How many callers of either kind did not come to their ends.</returns>
        public async Task<(int? Calls, int? Messages)> CallAsync(int calls, int messages, CancellationToken giveUp = default)
        {
            var talking = Sipp.CallsAsync("caller", asterisk.SipPort, "4930100", 30000, perTenSeconds: 35, calls, giveUp);
            var recorded = messages == 0 ? Task.FromResult<int?>(0)
                : Sipp.CallsAsync("caller-message", asterisk.SipPort, AsteriskVariant.MessageNumber, 40000, perTenSeconds: 15, messages, giveUp);
            if (messages > 0)
            {
                // Before that they would answer the callers who have not pressed the key yet.
                await Task.Delay(TimeSpan.FromSeconds(20), CancellationToken.None);
                await LogInAsync(first: Agents + 1, "back");
            }
            return (await talking, await recorded);
        }

        /// <summary>Waits until every contact is done, and gives them.</summary>
        public async Task<IReadOnlyList<JsonElement>> FinishedAsync(int atLeast)
        {
            var limit = Stopwatch.StartNew();
            while ((await site.GetAsync("contacts")).GetProperty("contacts").GetArrayLength() > 0)
            {
                limit.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(10));
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
            List<JsonElement> done = [];
            for (var next = "";;)
            {
                var page = await site.GetAsync($"contacts?state=done&limit=1000{next}");
                done.AddRange(page.GetProperty("contacts").EnumerateArray());
                if (page.GetProperty("next").GetString() is not { } cursor)
                    break;
                next = $"&cursor={cursor}";
            }
            done.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
            return done;
        }

        public async Task ShouldHaveNobodyMissingAsync() =>
            (await site.EventsAsync()).ShouldNotContain(told => told.GetProperty("type").GetString() == "agent-stopped-responding");

        public Task ShouldBeLawfulAsync() => site.ShouldBeLawfulAsync();

        public async ValueTask DisposeAsync()
        {
            foreach (var telephone in _telephones)
            {
                telephone.Kill();
                telephone.Dispose();
            }
            await site.DisposeAsync();
            await asterisk.DisposeAsync();
        }
    }
}
