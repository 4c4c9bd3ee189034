namespace MyAgent.Engine.TestSupport;

/// <summary>The clone in which the tests were built.</summary>
public static class Repository
{
    /// <summary>Its root directory.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "MyAgent.Engine.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
