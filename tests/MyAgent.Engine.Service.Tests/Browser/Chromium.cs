namespace MyAgent.Engine.Service.Tests.Browser;

/// <summary>The browser of this machine.</summary>
public static class Chromium
{
    /// <summary>The program; null where there is none.</summary>
    public static string? Path { get; } = Candidates().FirstOrDefault(File.Exists);

    private static IEnumerable<string> Candidates()
    {
        string[] names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator);
        return folders.SelectMany(folder => names.Select(name => System.IO.Path.Combine(folder, name)));
    }
}

/// <summary>A test that needs a browser; skipped, and says so, where there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Path is null)
            Skip = "There is no Chromium on this machine.";
    }
}
