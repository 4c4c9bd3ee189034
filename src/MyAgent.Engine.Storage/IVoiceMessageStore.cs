using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Storage;

/// <summary>The sound of a voice message, to be read and disposed of.</summary>
/// <param name="MediaType"><c>audio/wav</c>, <c>audio/ogg</c> or <c>audio/mpeg</c>.</param>
/// <param name="Sound">The sound itself, seekable. It is read from the database a chunk at a time; where the sound is deleted meanwhile, reading
/// throws <see cref="IOException"/>.</param>
public sealed record StoredSound(string MediaType, Stream Sound);

/// <summary>A sound that is stored but not known to belong to a contact.</summary>
/// <param name="MessageId">The voice message.</param>
/// <param name="After">The newest event of the journal when the upload began: an event that attaches the message comes after it.</param>
public sealed record UnattachedSound(string MessageId, long After);

/// <summary>Keeps the sound of voice messages, beside the journal.</summary>
public interface IVoiceMessageStore
{
    /// <summary>Keeps a sound as it comes, a chunk at a time; on disk when it completes. Until <see cref="KeepAsync"/> it counts as unattached.
    /// Under an id that is taken it replaces what is there.</summary>
    /// <param name="messageId">The voice message.</param>
    /// <param name="mediaType">The type of the sound.</param>
    /// <param name="sound">The sound. Where reading it throws, nothing of it is left in the database, and the exception is passed on.</param>
    /// <param name="after">The newest event of the journal.</param>
    /// <param name="cancel">Ends the waiting; nothing of the sound is left in the database then.</param>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written.</exception>
    Task<VoiceMessage> StoreAsync(string messageId, string mediaType, Stream sound, long after, CancellationToken cancel = default);

    /// <summary>Records that a sound belongs to a contact; without effect where there is none.</summary>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written.</exception>
    Task KeepAsync(string messageId, CancellationToken cancel = default);

    /// <summary>Opens a sound; null where there is none.</summary>
    Task<StoredSound?> OpenAsync(string messageId, CancellationToken cancel = default);

    /// <summary>Deletes a sound; without effect where there is none.</summary>
    Task DeleteAsync(string messageId, CancellationToken cancel = default);

    /// <summary>The sounds that are stored whole, not known to belong to a contact, and whose upload began before an instant. What an earlier
    /// process of a database for one process alone has left began before every instant. Uploads that began before the instant and are not
    /// whole are removed.</summary>
    Task<IReadOnlyList<UnattachedSound>> RemoveUnfinishedAsync(DateTimeOffset startedBefore, CancellationToken cancel = default);
}
