using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace MyAgent.Engine.Service.Tests.Browser;

/// <summary>Checks a page with axe-core.</summary>
public static class Axe
{
    /// <summary>Finds nothing on the page that keeps anybody from using it.</summary>
    public static async Task CheckAsync(IPage page) => (await ViolationsAsync(page)).ShouldBeEmpty(page.Url);

    /// <summary>What is wrong with the page: the rule, what it asks for, and where it is broken.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page) =>
        [.. (await page.RunAxe()).Violations.Select(rule => $"{rule.Id}: {rule.Help}: {string.Join(" ", rule.Nodes.Select(node => node.Html))}")];
}
