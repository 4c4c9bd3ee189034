namespace MyAgent.Engine.Service.Tests.Browser;

/// <summary>A test that needs a browser; skipped, and says so, where there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Installed.Chromium is null)
            Skip = "There is no Chromium on this machine.";
    }
}
