using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace MyAgent.Engine.Service.Tests.Browser;

/// <summary>Checks a page with axe-core, which npm installs from its lock file; where npm is missing the check says so and is left out.</summary>
public static class Axe
{
    private static readonly Lazy<Task<string?>> Script = new(InstallAsync);

    /// <summary>Finds nothing on the page that keeps anybody from using it.</summary>
    public static async Task CheckAsync(IPage page)
    {
        if (await Script.Value is not { } script)
            return;
        // Evaluated by the debugger and not put into the page, whose policy would forbid it.
        await page.EvaluateAsync(script);
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run()).violations.map(rule => ({ id: rule.id, help: rule.help, nodes: rule.nodes.map(node => node.html) }))");
        found.GetArrayLength().ShouldBe(0, page.Url + ": " + found);
    }

    private static async Task<string?> InstallAsync()
    {
        if (Installed.Find("npm") is null)
        {
            Console.WriteLine("Accessibility was not checked: npm is missing.");
            return null;
        }
        var source = Path.Combine(AppContext.BaseDirectory, "Browser", "axe");
        using var npm = Process.Start(new ProcessStartInfo("npm")
        {
            ArgumentList = { "ci", "--ignore-scripts", "--no-audit", "--no-fund" },
            WorkingDirectory = source,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = npm.StandardError.ReadToEndAsync();
        await npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException("npm ci: " + await errors);
        return await File.ReadAllTextAsync(Path.Combine(source, "node_modules", "axe-core", "axe.min.js"));
    }
}
