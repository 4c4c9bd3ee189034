namespace MyAgent.Engine.Service.Tests.Browser;

/// <summary>A test that needs a browser.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Requirement.Skip(Installed.Chromium is not null, "There is no Chromium on this machine.");
}
