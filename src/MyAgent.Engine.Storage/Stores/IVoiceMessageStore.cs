using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Storage;

/// <summary>The sounds of voice messages in the journal's database. Safe for use by several threads.</summary>
internal interface IVoiceMessageStore
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
