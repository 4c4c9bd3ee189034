using System.Net;

namespace MyAgent.Engine.Service.Tests.Telemetry;

/// <summary>A running engine in which everything has happened once that is measured by what happens.</summary>
public sealed class ScrapedEngine : IAsyncLifetime
{
    private ServedEngine _engine = null!;

    /// <summary>What it shows once all of that has come to its views.</summary>
    internal Scrape Scrape { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _engine = await ServedEngine.StartAsync();
        await _engine.PutAsync("queues/overflow", new { name = "Overflow" });
        await _engine.PutAsync("queues/sales", new
        {
            name = "Sales",
            maxWaiting = 2,
            maxWaitSeconds = 600,
            wrapUpCodes = new { @default = "other", codes = new[] { new { code = "other", name = "Other" } } },
        });
        await _engine.PutAsync("queues/short", new { name = "Short", maxWaitSeconds = 1, overflowQueue = "overflow" });
        await _engine.PutAsync("agents/ana", new { name = "Ana" });
        await _engine.PutAsync("agents/ana/assignments/sales", new { wrapUpSeconds = 0 });

        await _engine.PostAsync("connectors/pbx-1/alive", new { leaseSeconds = 300 });

        // One moves on, one is not let in, one hangs up, one is served and has its wrap-up code by default.
        await _engine.PostAsync("queues/short/contacts", Call("moves"));
        await _engine.PostAsync("queues/sales/contacts", Call("served"));
        await _engine.PostAsync("queues/sales/contacts", Call("gone"));
        (await _engine.TryPostAsync("queues/sales/contacts", Call("refused"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await _engine.PostAsync("queues/sales/contacts/gone/hang-up");
        await _engine.PostAsync("agents/ana/log-in");
        await _engine.AcceptAsync("ana");
        await _engine.PostAsync("agents/ana/end-contact");
        await _engine.PostAsync("agents/ana/close-pop-up");

        // One becomes a callback, and is to be called again tomorrow.
        await _engine.PostAsync("agents/ana/break", new { reason = "lunch" });
        await _engine.PostAsync("queues/sales/contacts", Call("callback"));
        await _engine.PostAsync("queues/sales/contacts/callback/record");
        await _engine.PostAsync("queues/sales/contacts/callback/callback", new { number = "+33123456789" });
        await _engine.PostAsync("agents/ana/available");
        await _engine.AcceptAsync("ana");
        await _engine.PostAsync("agents/ana/schedule-callback", new { dueAt = DateTimeOffset.UtcNow.AddDays(1) });

        await Eventually.TrueAsync(async () =>
        {
            Scrape = Scrape.Parse(await _engine.Admin.GetStringAsync("/metrics"));
            return Scrape.Series.ContainsKey("myagent_contact_moved_total")
                && Scrape.Series.ContainsKey("myagent_callback_scheduled_total")
                && Scrape.Series.ContainsKey("myagent_wrapup_code_default_total");
        });
    }

    public Task DisposeAsync() => _engine.DisposeAsync().AsTask();

    private static object Call(string id) => new { contactId = id, media = "call", caller = "+33123456789" };
}
