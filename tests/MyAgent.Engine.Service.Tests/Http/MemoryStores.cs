using System.Collections.Concurrent;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Tests.Http;

/// <summary>A sound in memory.</summary>
internal sealed record SoundInMemory(string MediaType, byte[] Sound, long After, bool Kept = false);

/// <summary>Voice messages in memory.</summary>
internal sealed class MemoryVoiceMessages : IVoiceMessageStore
{
    public ConcurrentDictionary<string, SoundInMemory> Sounds { get; } = new();

    /// <summary>How many uploads are being read just now.</summary>
    public int UnderWay => _underWay;

    private int _underWay;

    public async Task<VoiceMessage> StoreAsync(string messageId, string mediaType, Stream sound, long after, CancellationToken cancel = default)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            using var all = new MemoryStream();
            await sound.CopyToAsync(all, cancel);
            Sounds[messageId] = new SoundInMemory(mediaType, all.ToArray(), after);
            return new VoiceMessage(messageId, mediaType, all.Length);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    public Task KeepAsync(string messageId, CancellationToken cancel = default)
    {
        if (Sounds.TryGetValue(messageId, out var sound))
            Sounds[messageId] = sound with { Kept = true };
        return Task.CompletedTask;
    }

    public Task<StoredSound?> OpenAsync(string messageId, CancellationToken cancel = default) =>
        Task.FromResult(Sounds.TryGetValue(messageId, out var sound) ? new StoredSound(sound.MediaType, new MemoryStream(sound.Sound)) : null);

    public Task DeleteAsync(string messageId, CancellationToken cancel = default)
    {
        Sounds.TryRemove(messageId, out _);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<UnattachedSound>> RemoveUnfinishedAsync(DateTimeOffset startedBefore, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<UnattachedSound>>([.. Sounds.Where(sound => !sound.Value.Kept).Select(sound => new UnattachedSound(sound.Key, sound.Value.After))]);
}

/// <summary>Access tokens in memory.</summary>
internal sealed class MemoryTokens : IAccessTokenStore
{
    public ConcurrentDictionary<string, AccessToken> Tokens { get; } = new();

    public Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<AccessToken>>([.. Tokens.Values]);

    public Task AddAsync(AccessToken token, CancellationToken cancel = default)
    {
        return Tokens.TryAdd(token.Id, token) ? Task.CompletedTask : throw new EngineUnavailableException("Its id is taken.");
    }

    public Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancel = default)
    {
        Tokens[id] = Tokens[id] with { RevokedAt = at };
        return Task.FromResult(true);
    }
}

/// <summary>Sessions in memory.</summary>
internal sealed class MemorySessions : IWebSessionStore
{
    public ConcurrentDictionary<string, WebSession> Sessions { get; } = new();

    public ConcurrentDictionary<string, ProtectionKey> Keys { get; } = new();

    public Task AddAsync(WebSession session, CancellationToken cancel = default)
    {
        Sessions[session.Id] = session;
        return Task.CompletedTask;
    }

    public Task<WebSession?> FindAsync(string id, CancellationToken cancel = default) => Task.FromResult(Sessions.GetValueOrDefault(id));

    public Task EndAsync(string id, DateTimeOffset at, CancellationToken cancel = default)
    {
        if (Sessions.TryGetValue(id, out var session))
            Sessions[id] = session with { EndedAt = session.EndedAt ?? at };
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> ListEndedAsync(DateTimeOffset since, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<string>>([.. Sessions.Values.Where(session => session.EndedAt >= since).Select(session => session.Id)]);

    public Task DeleteExpiredAsync(DateTimeOffset before, CancellationToken cancel = default)
    {
        foreach (var session in Sessions.Values.Where(session => session.ExpiresAt < before))
            Sessions.TryRemove(session.Id, out _);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ProtectionKey>> ListKeysAsync(CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<ProtectionKey>>([.. Keys.Values]);

    public Task AddKeyAsync(ProtectionKey key, CancellationToken cancel = default)
    {
        Keys[key.Name] = key;
        return Task.CompletedTask;
    }
}
