using System.Collections.Concurrent;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Tests.Http;

/// <summary>Voice messages in memory.</summary>
internal sealed class MemoryVoiceMessages : IVoiceMessageStore
{
    public ConcurrentDictionary<string, StoredSound> Sounds { get; } = new();

    public Task<VoiceMessage> StoreAsync(string messageId, string mediaType, ReadOnlyMemory<byte> sound, CancellationToken cancel = default)
    {
        Sounds[messageId] = new StoredSound(mediaType, sound.ToArray());
        return Task.FromResult(new VoiceMessage(messageId, mediaType, sound.Length));
    }

    public Task<StoredSound?> FindAsync(string messageId, CancellationToken cancel = default) =>
        Task.FromResult(Sounds.GetValueOrDefault(messageId));

    public Task DeleteAsync(string messageId, CancellationToken cancel = default)
    {
        Sounds.TryRemove(messageId, out _);
        return Task.CompletedTask;
    }
}

/// <summary>Access tokens in memory.</summary>
internal sealed class MemoryTokens : IAccessTokenStore
{
    public ConcurrentDictionary<string, AccessToken> Tokens { get; } = new();

    public Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<AccessToken>>([.. Tokens.Values]);

    public Task AddAsync(AccessToken token, CancellationToken cancel = default)
    {
        Tokens[token.Id] = token;
        return Task.CompletedTask;
    }

    public Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancel = default)
    {
        Tokens[id] = Tokens[id] with { RevokedAt = at };
        return Task.FromResult(true);
    }
}
