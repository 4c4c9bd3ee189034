namespace MyAgent.Engine.Storage;

/// <summary>The sound of a voice message. The caller disposes of <see cref="Sound"/>.</summary>
/// <param name="MediaType"><c>audio/wav</c>, <c>audio/ogg</c> or <c>audio/mpeg</c>.</param>
/// <param name="Sound">The sound itself, seekable. It is read from the database a chunk at a time, asynchronously only. If the sound has been deleted meanwhile,
/// reading throws <see cref="IOException"/>.</param>
internal sealed record StoredSound(string MediaType, Stream Sound);
