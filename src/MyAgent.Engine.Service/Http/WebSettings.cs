namespace MyAgent.Engine.Service.Http;

/// <summary>How the engine's own web pages are served.</summary>
/// <param name="SessionKey">The key that seals sessions.</param>
/// <param name="DemoCallers">Whether the page of the simulated caller is served.</param>
internal sealed record WebSettings(byte[] SessionKey, bool DemoCallers);
