using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.Security;

[IntegrationTests]
public sealed class PrivateFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("myagent-").FullName;

    private string FilePath => Path.Combine(_folder, "made", "secret");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_is_written_in_a_folder_that_is_made_and_only_its_owner_reads_it()
    {
        await PrivateFile.WriteAsync(FilePath, [1, 2, 3], CancellationToken.None);
        (await File.ReadAllBytesAsync(FilePath)).ShouldBe([1, 2, 3]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(FilePath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task It_replaces_a_file_that_others_can_read_and_one_that_was_left_unfinished()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        await File.WriteAllBytesAsync(FilePath, [9]);
        await File.WriteAllBytesAsync(FilePath + ".new", [8, 8]);
        await PrivateFile.WriteAsync(FilePath, [1, 2, 3], CancellationToken.None);
        (await File.ReadAllBytesAsync(FilePath)).ShouldBe([1, 2, 3]);
        Directory.EnumerateFiles(Path.GetDirectoryName(FilePath)!).ShouldBe([FilePath]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(FilePath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_write_that_is_cancelled_leaves_the_file_as_it_was()
    {
        await PrivateFile.WriteAsync(FilePath, [1], CancellationToken.None);
        await Should.ThrowAsync<OperationCanceledException>(() => PrivateFile.WriteAsync(FilePath, [2], new CancellationToken(canceled: true)));
        (await File.ReadAllBytesAsync(FilePath)).ShouldBe([1]);
    }
}
