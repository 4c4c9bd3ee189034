using System.Collections.Concurrent;
using System.Security.Cryptography;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Security;

/// <summary>The valid tokens, in memory, so that no request waits for the store. A token that is created or revoked here counts at
/// once.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="clock">Gives the time of their creation and revocation.</param>
internal sealed class AccessTokens(IAccessTokenStore store, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, AccessToken> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AccessToken> _own = new(StringComparer.Ordinal);
    private AccessToken? _configured;

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<AccessToken> List() => [.. _tokens.Values.OrderBy(token => token.CreatedAt).ThenBy(token => token.Id, StringComparer.Ordinal)];

    /// <summary>Whether there is a valid admin token.</summary>
    public bool HasAdmin => _configured is not null || _tokens.Values.Any(token => token.RevokedAt is null && token.Role == NameOf(Role.Admin));

    /// <summary>Reads them from the store. Revoking is final: a token that was revoked here while the store was being read stays revoked, although
    /// the store may have been read before.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        foreach (var token in await store.ListAsync(cancel))
            _tokens.AddOrUpdate(token.Id, token, (_, known) => known.RevokedAt is null ? token : known);
    }

    /// <summary>Reads them again every second, until cancelled: for a store in which other nodes make and revoke tokens as well. While the store
    /// cannot be read, what was read last counts.</summary>
    /// <param name="onFailure">Receives the first failure of each time during which the store cannot be read.</param>
    /// <param name="cancel">Ends it.</param>
    public Task FollowAsync(Action<Exception> onFailure, CancellationToken cancel) => StorePolling.RunAsync(LoadAsync, onFailure, clock, cancel);

    /// <summary>Accepts the admin token that the operator has chosen. It is not stored.</summary>
    public void Configure(string adminToken) =>
        _configured = new AccessToken("configured", NameOf(Role.Admin), Agent: null, TokenText.Hash(adminToken), clock.GetUtcNow(), RevokedAt: null);

    /// <summary>Makes a token for a part of this process. It is not stored, and ends with the process.</summary>
    /// <param name="name">Its id, which the journal names.</param>
    /// <param name="role">What it allows.</param>
    /// <param name="agents">Whether it speaks for agents' telephones.</param>
    /// <returns>Its text.</returns>
    public string CreateOwn(string name, Role role, bool agents)
    {
        var (id, text) = TokenText.Create();
        _own[id] = new AccessToken(name, NameOf(role), Agent: null, TokenText.Hash(text), clock.GetUtcNow(), RevokedAt: null, Queues: null, agents);
        return text;
    }

    /// <summary>The token with a text; null where it is unknown or revoked.</summary>
    public AccessToken? Find(string text)
    {
        var hash = TokenText.Hash(text);
        if (_configured is { } configured && CryptographicOperations.FixedTimeEquals(hash, configured.Hash))
            return configured;
        return TokenText.IdOf(text) is { } id && (_tokens.TryGetValue(id, out var token) || _own.TryGetValue(id, out token))
            && CryptographicOperations.FixedTimeEquals(hash, token.Hash) && token.RevokedAt is null
            ? token
            : null;
    }

    /// <summary>The token of an id; null where it is unknown or revoked.</summary>
    public AccessToken? Get(string id) =>
        id == _configured?.Id ? _configured
        : _own.Values.FirstOrDefault(own => own.Id == id) is { } mine ? mine
        : _tokens.TryGetValue(id, out var token) && token.RevokedAt is null ? token
        : null;

    /// <summary>Whether there is or was a token of that id.</summary>
    public bool Knows(string id) => _tokens.ContainsKey(id);

    /// <summary>Whether the token of that id has been revoked meanwhile.</summary>
    public bool IsRevoked(string? id) => id is not null && _tokens.TryGetValue(id, out var token) && token.RevokedAt is not null;

    /// <summary>Creates a token. Only this result has its text.</summary>
    public async Task<(AccessToken Token, string Text)> CreateAsync(
        Role role, string? agent, CancellationToken cancel, IReadOnlyList<string>? queues = null, bool agents = false)
    {
        var (id, text) = TokenText.Create();
        return (await AddAsync(id, text, role, agent, cancel, queues, agents), text);
    }

    /// <summary>Makes a token once for each key: its id follows from the key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="role">What it allows.</param>
    /// <param name="agent">The agent it belongs to; null where it belongs to none.</param>
    /// <param name="queues">The queues it is bound to; null where it is bound to none.</param>
    /// <param name="agents">Whether it speaks for agents' telephones.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>The token, and its text; null where the key had made that token, or another, before: the text is not kept.</returns>
    public async Task<(AccessToken Token, string? Text)> CreateOnceAsync(
        string key, Role role, string? agent, IReadOnlyList<string>? queues, bool agents, CancellationToken cancel)
    {
        var (id, text) = TokenText.CreateNamed(key);
        if (_tokens.TryGetValue(id, out var known))
            return (known, null);
        try
        {
            return (await AddAsync(id, text, role, agent, cancel, queues, agents), text);
        }
        catch (EngineUnavailableException)
        {
            // Another node may have made it, or another request at this one.
            await LoadAsync(cancel);
            if (_tokens.TryGetValue(id, out known))
                return (known, null);
            throw;
        }
    }

    /// <summary>Adds a token whose text has been made with <see cref="TokenText.Create"/>.</summary>
    public async Task<AccessToken> AddAsync(
        string id, string text, Role role, string? agent, CancellationToken cancel, IReadOnlyList<string>? queues = null, bool agents = false)
    {
        var token = new AccessToken(id, NameOf(role), agent, TokenText.Hash(text), clock.GetUtcNow(), RevokedAt: null, queues, agents);
        await store.AddAsync(token, cancel);
        _tokens[id] = token;
        return token;
    }

    /// <summary>Revokes a token.</summary>
    /// <returns>False where there is none of this id.</returns>
    public async Task<bool> RevokeAsync(string id, CancellationToken cancel)
    {
        // Another node may have made it a moment ago.
        if (!_tokens.ContainsKey(id))
            await LoadAsync(cancel);
        if (!_tokens.TryGetValue(id, out var token))
            return false;
        if (token.RevokedAt is not null)
            return true;
        var at = clock.GetUtcNow();
        await store.RevokeAsync(id, at, cancel);
        _tokens[id] = token with { RevokedAt = at };
        return true;
    }

    private static string NameOf(Role role) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(role.ToString());
}
