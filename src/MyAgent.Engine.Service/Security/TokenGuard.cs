using System.Threading.RateLimiting;
using MyAgent.Engine.Service.Limits;
using MyAgent.Engine.Service.Telemetry;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Security;

/// <summary>Looks tokens up, and limits failed attempts. Failures are counted by address and, where the token's id is known, by token:
/// attempts to guess one token do not block other tokens from the same address.</summary>
/// <param name="tokens">The valid tokens.</param>
/// <param name="limits">The limits.</param>
/// <param name="refused">Receives the refused attempts.</param>
internal sealed class TokenGuard(AccessTokens tokens, ServerLimits limits, RefusedSignIns refused) : IDisposable
{
    private readonly PartitionedRateLimiter<(string Client, string Token)> _failures = PerMinute<(string, string)>(limits.FailedTokensPerMinutePerAddress);
    private readonly PartitionedRateLimiter<string> _signIns = PerMinute<string>(limits.SignInsPerMinutePerToken);

    /// <summary>Looks a token up.</summary>
    /// <param name="client">The address it comes from.</param>
    /// <param name="text">The token.</param>
    /// <param name="retryAfter">When to try again, where too many have been tried; else null.</param>
    /// <returns>The token; null where it is unknown or revoked, or was not looked up because too many have been tried.</returns>
    public AccessToken? Find(string client, string text, out TimeSpan? retryAfter)
    {
        var tried = (client, TokenText.IdOf(text) is { } id && tokens.Knows(id) ? id : "");
        using var state = _failures.AttemptAcquire(tried, permitCount: 0);
        if (!state.IsAcquired)
        {
            retryAfter = RateLimitProblem.RetryAfter(state);
            refused.TooManyAttempts(client);
            return null;
        }
        retryAfter = null;
        if (tokens.Find(text) is { } token)
            return token;
        refused.UnknownToken(client);
        using var failure = _failures.AttemptAcquire(tried);
        retryAfter = failure.IsAcquired ? null : RateLimitProblem.RetryAfter(failure);
        return null;
    }

    /// <summary>Counts a sign-in to the web pages.</summary>
    /// <param name="token">The token.</param>
    /// <returns>When to try again, where there were too many; else null.</returns>
    public TimeSpan? SignIn(AccessToken token)
    {
        using var state = _signIns.AttemptAcquire(token.Id);
        return state.IsAcquired ? null : RateLimitProblem.RetryAfter(state);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _failures.Dispose();
        _signIns.Dispose();
    }

    // Not a token bucket: it counts in fractions, and with any fraction left it says that there is room.
    private static PartitionedRateLimiter<TKey> PerMinute<TKey>(int permits)
        where TKey : notnull =>
        PartitionedRateLimiter.Create<TKey, TKey>(key => RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 12,
            QueueLimit = 0,
        }));
}
