namespace MyAgent.Engine.Storage;

/// <summary>A session of a browser that has signed in to the web pages.</summary>
/// <param name="Id">The hash, in hexadecimal, of the secret in the browser's cookie.</param>
/// <param name="TokenId">The id of the access token that the browser signed in with.</param>
/// <param name="Proof">Binds the session to the text of that token. Without the secret in the cookie it reveals nothing about the token.</param>
/// <param name="ExpiresAt">The instant at which the session expires.</param>
/// <param name="EndedAt">The instant at which it was ended before that; null (the default) if it was not.</param>
internal sealed record WebSession(string Id, string TokenId, byte[] Proof, DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt = null);
