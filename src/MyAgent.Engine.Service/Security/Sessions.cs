using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Security;

/// <summary>Who is signed in to the web pages. A browser presents a random id and nothing else; what it stands for is kept here and in the database,
/// under the id's hash. A session ends when its browser signs out, when its token is revoked or another text takes the token's place, and after
/// <see cref="Length"/>, whichever comes first.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="tokens">The valid tokens.</param>
/// <param name="clock">Decides when a session has expired.</param>
internal sealed class Sessions(IWebSessionStore store, AccessTokens tokens, TimeProvider clock)
{
    /// <summary>The claim with the hash of the session's id.</summary>
    private const string SessionClaim = "session";

    private const int IdBytes = 32;

    /// <summary>How long a session lasts: a shift, and some time before and after it.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(14);

    /// <summary>How far the clocks of two nodes may differ.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan BetweenCleanings = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, WebSession> _known = new(StringComparer.Ordinal);
    private DateTimeOffset _cleaned = DateTimeOffset.MinValue;

    /// <summary>Begins a session for a valid token.</summary>
    /// <returns>The random id for the browser.</returns>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written.</exception>
    public async Task<string> BeginAsync(AccessToken token, CancellationToken cancel)
    {
        await CleanAsync(cancel);
        var id = RandomNumberGenerator.GetBytes(IdBytes);
        var session = new WebSession(HashOf(id), token.Id, ProofOf(id, token), clock.GetUtcNow() + Length);
        await store.AddAsync(session, cancel);
        _known[session.Id] = session;
        return Base64Url.EncodeToString(id);
    }

    /// <summary>The identity of a session; null where there is none of this id, or it is over.</summary>
    public async Task<ClaimsIdentity?> FindAsync(string given, CancellationToken cancel)
    {
        if (!Base64Url.IsValid(given, out var length) || length != IdBytes)
            return null;
        var id = Base64Url.DecodeFromChars(given);
        var hash = HashOf(id);
        if (!_known.TryGetValue(hash, out var session))
        {
            if (await store.FindAsync(hash, cancel) is not { } stored)
                return null;
            session = _known.GetOrAdd(hash, stored);
        }
        if (!IsLive(session) || tokens.Get(session.TokenId) is not { } token || !CryptographicOperations.FixedTimeEquals(session.Proof, ProofOf(id, token)))
            return null;
        var identity = Access.IdentityOf(token, SessionCookie.AuthenticationType);
        identity.AddClaim(new Claim(SessionClaim, hash));
        return identity;
    }

    /// <summary>Whether the session of an authenticated request has ended or expired; false for a request without a session.</summary>
    public bool IsOver(ClaimsPrincipal user) =>
        user.FindFirst(SessionClaim)?.Value is { } id && (!_known.TryGetValue(id, out var session) || !IsLive(session));

    /// <summary>Ends the session of an authenticated request; does nothing without one.</summary>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written; the session goes on.</exception>
    public async Task EndAsync(ClaimsPrincipal user, CancellationToken cancel)
    {
        if (user.FindFirst(SessionClaim)?.Value is not { } id)
            return;
        var now = clock.GetUtcNow();
        await store.EndAsync(id, now, cancel);
        MarkEnded(id, now);
    }

    /// <summary>Reads every second which sessions were ended at other nodes, until cancelled. While the store cannot be read, what was read last
    /// counts.</summary>
    /// <param name="onFailure">Receives the first failure of each time during which the store cannot be read.</param>
    /// <param name="cancel">Ends it.</param>
    public Task FollowAsync(Action<Exception> onFailure, CancellationToken cancel)
    {
        var readAt = clock.GetUtcNow();
        return StorePolling.RunAsync(ReadEndedAsync, onFailure, clock, cancel);

        async Task ReadEndedAsync(CancellationToken reading)
        {
            var now = clock.GetUtcNow();
            foreach (var id in await store.ListEndedAsync(readAt - ClockDifference, reading))
                MarkEnded(id, now);
            readAt = now;
        }
    }

    private void MarkEnded(string id, DateTimeOffset at)
    {
        while (_known.TryGetValue(id, out var session) && session.EndedAt is null)
            _known.TryUpdate(id, session with { EndedAt = at }, session);
    }

    private bool IsLive(WebSession session) => session.EndedAt is null && clock.GetUtcNow() < session.ExpiresAt;

    /// <summary>Forgets what has been over for a while; at each sign-in, at most once an hour.</summary>
    private async Task CleanAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (now - _cleaned < BetweenCleanings)
            return;
        _cleaned = now;
        foreach (var (id, session) in _known)
        {
            if (session.ExpiresAt < now)
                _known.TryRemove(id, out _);
        }
        await store.DeleteExpiredAsync(now - ClockDifference, cancel);
    }

    private static string HashOf(byte[] id) => Convert.ToHexStringLower(SHA256.HashData(id));

    /// <summary>Binds a session to the text of its token. The id is the key: who reads the database cannot test guesses of a token by it, and
    /// who has a cookie has nothing to test them against.</summary>
    private static byte[] ProofOf(byte[] id, AccessToken token) => HMACSHA256.HashData(id, token.Hash);
}
