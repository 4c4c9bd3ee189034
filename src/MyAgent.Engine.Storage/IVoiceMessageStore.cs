using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Storage;

/// <summary>The sound of a voice message. The caller disposes of <see cref="Sound"/>.</summary>
/// <param name="MediaType"><c>audio/wav</c>, <c>audio/ogg</c> or <c>audio/mpeg</c>.</param>
/// <param name="Sound">The sound itself, seekable. It is read from the database a chunk at a time, asynchronously only. If the sound has been deleted meanwhile,
/// reading throws <see cref="IOException"/>.</param>
public sealed record StoredSound(string MediaType, Stream Sound);

/// <summary>A sound that is stored completely, and not known to belong to a contact.</summary>
/// <param name="MessageId">The id of the voice message.</param>
/// <param name="After">The ordering of the journal's newest event when the upload began: an event that attaches the message has a later one.</param>
public sealed record UnattachedSound(string MessageId, long After);

/// <summary>The sounds of voice messages in the journal's database. Safe for use by several threads.</summary>
public interface IVoiceMessageStore
{
    /// <summary>Stores a sound while it is uploaded, a chunk at a time. It is on disk when the task completes, and counts as unattached until
    /// <see cref="KeepAsync"/>. It replaces an earlier sound of the same id.</summary>
    /// <param name="messageId">The id of the voice message.</param>
    /// <param name="mediaType">The media type of the sound.</param>
    /// <param name="sound">The sound. If reading it throws, no part of it stays in the database, and the exception is passed on.</param>
    /// <param name="after">The ordering of the journal's newest event.</param>
    /// <param name="cancel">Ends the upload; no part of the sound stays in the database.</param>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written.</exception>
    Task<VoiceMessage> StoreAsync(string messageId, string mediaType, Stream sound, long after, CancellationToken cancel = default);

    /// <summary>Records that a sound belongs to a contact. Without effect if there is no such sound.</summary>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written.</exception>
    Task KeepAsync(string messageId, CancellationToken cancel = default);

    /// <summary>Opens a sound; null if there is none.</summary>
    Task<StoredSound?> OpenAsync(string messageId, CancellationToken cancel = default);

    /// <summary>Deletes a sound. Without effect if there is none.</summary>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written.</exception>
    Task DeleteAsync(string messageId, CancellationToken cancel = default);

    /// <summary>Removes the incomplete uploads that began before an instant, and lists the unattached sounds whose upload began before it. In a database for one
    /// process, uploads of earlier processes count as begun before every instant.</summary>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written.</exception>
    Task<IReadOnlyList<UnattachedSound>> RemoveUnfinishedAsync(DateTimeOffset startedBefore, CancellationToken cancel = default);
}
