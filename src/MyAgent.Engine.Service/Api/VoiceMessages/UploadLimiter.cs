using System.Threading.RateLimiting;
using MyAgent.Engine.Service.Limits;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.VoiceMessages;

/// <summary>Counts the uploads under way and refuses those beyond the limit.</summary>
/// <param name="limits">The limit.</param>
internal sealed class UploadLimiter(ServerLimits limits) : IDisposable
{
    private const int RetryAfterSeconds = 2;

    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions { PermitLimit = limits.ConcurrentUploads, QueueLimit = 0 });

    /// <summary>Lets an upload begin; it is over when the result is disposed of.</summary>
    /// <exception cref="ProblemException">503: too many are under way.</exception>
    public IDisposable Enter()
    {
        var lease = _limiter.AttemptAcquire();
        return lease.IsAcquired
            ? lease
            : throw new Problem(StatusCodes.Status503ServiceUnavailable, "tooManyUploads", $"{limits.ConcurrentUploads} uploads are under way. Try again.")
            {
                RetryAfterSeconds = RetryAfterSeconds,
            }.AsException();
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
