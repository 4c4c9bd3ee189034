using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Storage;

/// <summary>The sound of a voice message.</summary>
/// <param name="MediaType"><c>audio/wav</c>, <c>audio/ogg</c> or <c>audio/mpeg</c>.</param>
/// <param name="Sound">The sound itself.</param>
public sealed record StoredSound(string MediaType, byte[] Sound);

/// <summary>Keeps the sound of voice messages, beside the journal.</summary>
public interface IVoiceMessageStore
{
    /// <summary>Keeps a sound; on disk when it completes. Under an id that is taken it replaces what is there.</summary>
    /// <exception cref="Entities.EngineUnavailableException">It could not be written; nothing has changed.</exception>
    Task<VoiceMessage> StoreAsync(string messageId, string mediaType, ReadOnlyMemory<byte> sound, CancellationToken cancel = default);

    /// <summary>Finds a sound; null where there is none.</summary>
    Task<StoredSound?> FindAsync(string messageId, CancellationToken cancel = default);

    /// <summary>Deletes a sound; without effect where there is none.</summary>
    Task DeleteAsync(string messageId, CancellationToken cancel = default);
}
