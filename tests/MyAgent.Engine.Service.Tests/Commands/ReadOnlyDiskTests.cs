using System.Diagnostics;

namespace MyAgent.Engine.Service.Tests.Commands;

[IntegrationTests]
public sealed class ReadOnlyDiskTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("myagent-ro-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [OwnMountsFact]
    public async Task A_read_only_disk_is_called_that_and_not_another_process()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "myagent.dll");
        var (code, _, errors) = await RunAsync(
            $"mount --bind '{_data}' '{_data}' && mount -o remount,bind,ro '{_data}' && exec dotnet '{program}' serve --data '{_data}' --urls http://127.0.0.1:0");
        errors.ShouldContain("cannot be written");
        errors.ShouldContain("Read-only file system");
        errors.ShouldNotContain("Another process");
        code.ShouldBe(8);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("unshare", ["-m", "sh", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        return (shell.ExitCode, await output, await errors);
    }

    /// <summary>A test that mounts a directory for itself alone; skipped, and says so, where this user may not.</summary>
    private sealed class OwnMountsFactAttribute : FactAttribute
    {
        public OwnMountsFactAttribute() =>
            Skip = Requirement.Skip(OperatingSystem.IsLinux() && MayMount(), "This user may not mount a directory read-only.");

        private static bool MayMount()
        {
            try
            {
                using var shell = Process.Start(new ProcessStartInfo("unshare", ["-m", "sh", "-c", "mount --bind /tmp /tmp"]) { RedirectStandardError = true })!;
                shell.WaitForExit();
                return shell.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }
    }
}
