using System.Text.RegularExpressions;

namespace MyAgent.Engine.Service.Tests.Architecture;

/// <summary>A clone builds with the packages that the last commit was built with, wherever it fetches them from.</summary>
[UnitTests]
public sealed partial class PackagesTests
{
    [Fact]
    public void Every_project_has_a_lock_file()
    {
        var projects = Projects().ToList();
        projects.ShouldNotBeEmpty();
        projects.Where(project => !File.Exists(LockFileOf(project))).ShouldBeEmpty();
    }

    [Fact]
    public void No_lock_file_names_a_package_source() =>
        Projects().Select(LockFileOf).Where(path => File.ReadAllText(path).Contains("://", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Versions_are_exact()
    {
        var versions = Version().Matches(File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props"))).Select(version => version.Groups[1].Value).ToList();
        versions.ShouldNotBeEmpty();
        versions.Where(version => !Exact().IsMatch(version)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Projects() =>
        new[] { "src", "tests", "deploy" }.SelectMany(folder =>
            Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories));

    private static string LockFileOf(string project) => Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json");

    [GeneratedRegex("<PackageVersion [^>]*Version=\"([^\"]+)\"")]
    private static partial Regex Version();

    [GeneratedRegex(@"^\d+(\.\d+){1,3}(-[0-9A-Za-z]+(\.[0-9A-Za-z]+)*)?$")]
    private static partial Regex Exact();
}
