using System.Diagnostics;

namespace MyAgent.Engine.Service.Tests.Documents;

/// <summary>A copy of the working tree in which nothing has been built.</summary>
internal sealed class FreshClone : IDisposable
{
    private static readonly string[] NotPartOfIt = ["bin", "obj", ".git", "data", "TestResults"];

    public FreshClone() => Copy(new DirectoryInfo(Repository.Root), Root);

    /// <summary>Its root directory.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("myagent-clone-").FullName;

    /// <summary>Builds the program, as the first <c>dotnet run</c> would: packages may have to be fetched, and the newcomer's network has no way out.</summary>
    public async Task BuildAsync()
    {
        var start = new ProcessStartInfo("dotnet", ["build", "src/MyAgent.Engine.Service", "--nologo", "-v", "q"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        BuildAlone(start);
        using var build = Process.Start(start)!;
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        build.ExitCode.ShouldBe(0, output);
    }

    /// <summary>Has a build leave no process behind that would keep this one's pipes open.</summary>
    public static void BuildAlone(ProcessStartInfo start)
    {
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
    }

    /// <summary>How long a file is; 0 where there is none.</summary>
    public long LengthOf(string file) => new FileInfo(Path.Combine(Root, file)) is { Exists: true } found ? found.Length : 0;

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static void Copy(DirectoryInfo from, string to)
    {
        foreach (var file in from.EnumerateFiles().Where(file => file.LinkTarget is null))
            file.CopyTo(Path.Combine(to, file.Name));
        foreach (var folder in from.EnumerateDirectories().Where(folder => !NotPartOfIt.Contains(folder.Name) && folder.LinkTarget is null))
            Copy(folder, Directory.CreateDirectory(Path.Combine(to, folder.Name)).FullName);
    }
}
