using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using MyAgent.Engine.Service.Tests.CrashRecovery;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

/// <summary>A small contact centre run by the real service, and people who look at its pages.</summary>
public sealed class PagesHarness : IAsyncDisposable
{
    public const string Caller = "+33123456789";

    private readonly EngineProcess _engine = new(demoCallers: true);
    private readonly BrowserOfTests _browser;
    private readonly List<IBrowserContext> _contexts = [];
    private readonly List<string> _complaints = [];
    private HttpClient _admin = null!;

    private PagesHarness(BrowserOfTests browser) => _browser = browser;

    /// <summary>A queue; Ana, who takes callbacks and is the caller's preferred agent; and Ben, who takes calls alone.</summary>
    public static async Task<PagesHarness> StartAsync(BrowserOfTests browser)
    {
        var centre = new PagesHarness(browser);
        await centre._engine.StartAsync();
        centre._admin = centre._engine.NewClient();
        await centre.PutAsync("queues/support", new { name = "Support", offerTimeoutSeconds = 300, missedLimit = 3, popUpLimitSeconds = 1, alarms = new { waiting = 3 } });
        await centre.PutAsync("agents/ana", new { name = "Ana" });
        await centre.PutAsync("agents/ben", new { name = "Ben" });
        await centre.PutAsync("agents/ana/assignments/support", new { wrapUpSeconds = 600, wrapUpExtensionSeconds = 60 });
        await centre.PutAsync("agents/ben/assignments/support", new { wrapUpSeconds = 600, callbacks = false });
        await centre.PutAsync($"callers/{Caller}", new { preferredAgents = new[] { "ana" } });
        return centre;
    }

    /// <summary>The service, to be killed and started.</summary>
    public EngineProcess Engine => _engine;

    public async Task<JsonNode> GetAsync(string path) => (await _admin.GetFromJsonAsync<JsonNode>("/v1/" + path))!;

    /// <summary>Everything that has happened.</summary>
    public async Task<IReadOnlyList<JsonNode>> EventsAsync() =>
        [.. (await _admin.GetStringAsync("/v1/events?follow=false")).Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Skip(1)
            .Select(line => JsonNode.Parse(line["data: ".Length..])!)];

    public Task PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public Task PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body ?? new { });

    public Task PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, body);

    /// <summary>A call comes in.</summary>
    public Task CallAsync(string contact, string caller = Caller) =>
        PostAsync("queues/support/contacts", new { contactId = contact, media = "call", caller });

    /// <summary>A voice message is stored: a tenth of a second of silence.</summary>
    public async Task PutSoundAsync(string path)
    {
        var sound = new byte[44 + 1600];
        Convert.FromHexString("52494646" + "64060000" + "57415645666D7420" + "10000000" + "0100" + "0100" + "401F0000" + "803E0000" + "0200" + "1000" + "64617461" + "40060000")
            .CopyTo(sound, 0);
        var answer = await _admin.PutAsync("/v1/" + path, new ByteArrayContent(sound) { Headers = { ContentType = new("audio/wav") } });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A browser of its own, not signed in.</summary>
    public async Task<IPage> OpenAsync(string page, string language = "en-GB", int width = 1280, int height = 800)
    {
        var context = await _browser.NewAsync(language, width, height);
        _contexts.Add(context);
        var opened = await context.NewPageAsync();
        opened.SetDefaultTimeout(30_000);
        opened.PageError += (_, error) => _complaints.Add(error);
        opened.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
                _complaints.Add(message.Text);
        };
        await opened.GotoAsync(new Uri(_engine.Address, page).ToString());
        return opened;
    }

    /// <summary>A page after a sign-in.</summary>
    public async Task<IPage> SignInAsync(string page, string role, string? agent = null, string language = "en-GB", int width = 1280, int height = 800)
    {
        var opened = await OpenAsync(page, language, width, height);
        await opened.Locator("#token").FillAsync(await TokenAsync(role, agent));
        await opened.Locator(".sign-in button").ClickAsync();
        await Expect(opened.Locator(".who")).Not.ToBeEmptyAsync();
        return opened;
    }

    public async Task<string> TokenAsync(string role, string? agent = null)
    {
        var answer = await _admin.PostAsJsonAsync("/v1/tokens", new { role, agent });
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["token"]!;
    }

    /// <summary>Keeps a picture of a page, and looks at it with the eyes of those who cannot see.</summary>
    public static async Task PictureAsync(IPage page, string name)
    {
        await page.ScreenshotAsync(new() { Path = Path.Combine(BrowserOfTests.Pictures, name + ".png"), FullPage = true });
        await Axe.CheckAsync(page);
    }

    /// <summary>No page threw, and none wanted anything that its policy forbids.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
            await context.CloseAsync();
        _admin?.Dispose();
        _engine.Dispose();
        _complaints.ShouldBeEmpty();
    }

    private async Task SendAsync(HttpMethod method, string path, object body)
    {
        var answer = await _admin.SendAsync(new(method, "/v1/" + path) { Content = JsonContent.Create(body) });
        answer.IsSuccessStatusCode.ShouldBeTrue(path + ": " + await answer.Content.ReadAsStringAsync());
    }
}
