namespace MyAgent.Engine.Asterisk.Tests.Telephony;

/// <summary>The programs of the machine.</summary>
internal static class Program
{
    /// <summary>Where a program is on the PATH; null where it is not.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
