namespace MyAgent.Engine.TestSupport;

/// <summary>What is installed on this machine.</summary>
public static class Installed
{
    /// <summary>The first of these programs that there is; null where there is none.</summary>
    public static string? Find(params string[] names) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>The browser; null where there is none.</summary>
    public static string? Chromium { get; } = Find("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
}
