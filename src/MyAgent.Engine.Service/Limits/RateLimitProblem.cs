using System.Threading.RateLimiting;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Limits;

/// <summary>The problem of a client that sends too many requests.</summary>
internal static class RateLimitProblem
{
    /// <summary>429: there were too many requests.</summary>
    public static Problem Requests(TimeSpan retryAfter) => Of("tooManyRequests", "There were too many requests. Try again later.", retryAfter);

    /// <summary>429: there were too many invalid tokens, or too many sign-ins.</summary>
    public static Problem Attempts(TimeSpan retryAfter) => Of("tooManyAttempts", "There were too many attempts. Try again later.", retryAfter);

    /// <summary>When to try again; a second where the limiter does not say.</summary>
    public static TimeSpan RetryAfter(RateLimitLease refused) =>
        refused.TryGetMetadata(MetadataName.RetryAfter, out var after) && after > TimeSpan.FromSeconds(1) ? after : TimeSpan.FromSeconds(1);

    private static Problem Of(string code, string detail, TimeSpan retryAfter) =>
        new(StatusCodes.Status429TooManyRequests, code, detail) { RetryAfterSeconds = (int)Math.Ceiling(retryAfter.TotalSeconds) };
}
