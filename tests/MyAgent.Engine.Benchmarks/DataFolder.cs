namespace MyAgent.Engine.Benchmarks;

/// <summary>A folder of its own for the databases of one run, gone when the run is over. What is measured and its ceiling both lie in it,
/// on the same disk.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly DirectoryInfo _folder;

    /// <param name="parent">Where it is made; null for the system's temporary folder.</param>
    public DataFolder(string? parent) => _folder = parent is null
        ? Directory.CreateTempSubdirectory("myagent-benchmark-")
        : Directory.CreateDirectory(Path.Combine(parent, $"myagent-benchmark-{Guid.NewGuid():n}"));

    /// <summary>The path of a file or folder in it.</summary>
    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
