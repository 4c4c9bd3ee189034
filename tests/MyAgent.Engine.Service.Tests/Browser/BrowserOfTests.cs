using Microsoft.Playwright;

namespace MyAgent.Engine.Service.Tests.Browser;

/// <summary>One browser for all tests; each page has cookies of its own.</summary>
public sealed class BrowserOfTests : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where pictures of the pages are kept.</summary>
    public static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults", "pages")).FullName;

    public async Task InitializeAsync()
    {
        if (Installed.Chromium is null && !Requirement.InCi)
            return;
        // A machine that runs other tests too may take long to draw a page.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Installed.Chromium,
            // Containers have no name spaces to give, and no microphone.
            Args = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"],
        });
    }

    /// <summary>A separate browser context, in a language.</summary>
    public Task<IBrowserContext> NewAsync(string language = "en-GB", int width = 1280, int height = 800) =>
        _browser!.NewContextAsync(new() { Locale = language, ViewportSize = new() { Width = width, Height = height }, Permissions = ["microphone"] });

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    [CollectionDefinition(Name)]
    public sealed class Collection : ICollectionFixture<BrowserOfTests>;

    public const string Name = "browser";
}
