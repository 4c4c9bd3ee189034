namespace MyAgent.Engine.Service.Pages;

/// <summary>How the engine's own web pages are served.</summary>
/// <param name="DemoCallers">Whether the page of the simulated caller is served.</param>
/// <param name="Proxies">The proxies in front of the server that are believed; null for none.</param>
internal sealed record WebSettings(bool DemoCallers, IReadOnlyList<System.Net.IPNetwork>? Proxies = null);
