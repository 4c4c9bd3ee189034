using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Http;

/// <summary>What the HTTP API stands on, whichever host runs the engine.</summary>
/// <param name="Host">The engine.</param>
/// <param name="Journal">Its journal.</param>
/// <param name="VoiceMessages">Where voice messages are kept.</param>
/// <param name="Tokens">Where access tokens are kept.</param>
/// <param name="Sessions">Where the sessions of the web pages are kept.</param>
/// <param name="TroubleOf">Says why the engine takes no work; null where it does.</param>
internal sealed record EngineParts(
    IEngineHost Host, IJournalReader Journal, IVoiceMessageStore VoiceMessages, IAccessTokenStore Tokens, IWebSessionStore Sessions, Func<string?> TroubleOf);
