using System.Threading.RateLimiting;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Limits;

/// <summary>How often a client may ask: by address, and by token where one is let in.</summary>
internal static class RequestRates
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    /// <summary>Adds the limits.</summary>
    public static void AddRequestRates(this IServiceCollection services, ServerLimits limits) => services.AddRateLimiter(options =>
    {
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(http => PerSecond(ClientAddress.PartitionOf(http), limits.RequestsPerSecondPerAddress)),
            PartitionedRateLimiter.Create<HttpContext, string>(http => Access.TokenOf(http.User) is { } token
                ? PerSecond("token " + token, limits.RequestsPerSecondPerToken)
                : PerSecond("nobody " + ClientAddress.PartitionOf(http), limits.AnonymousRequestsPerSecondPerAddress)));
        options.OnRejected = (context, _) => new ValueTask(TooMany.Requests(TooMany.RetryAfter(context.Lease)).WriteAsync(context.HttpContext));
    });

    private static RateLimitPartition<string> PerSecond(string key, int permits) =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 2 * permits,
            TokensPerPeriod = Math.Max(1, permits / 10),
            ReplenishmentPeriod = permits < 10 ? TimeSpan.FromSeconds(1) / permits : Period,
            QueueLimit = 0,
        });
}
