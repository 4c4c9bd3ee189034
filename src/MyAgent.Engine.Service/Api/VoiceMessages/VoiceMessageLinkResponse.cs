namespace MyAgent.Engine.Service.Api.VoiceMessages;

/// <summary>A link to a voice message that needs no token.</summary>
/// <param name="Url">The link, without scheme and host.</param>
/// <param name="ExpiresAt">When it ceases to be valid.</param>
internal sealed record VoiceMessageLinkResponse(string Url, DateTimeOffset ExpiresAt);
