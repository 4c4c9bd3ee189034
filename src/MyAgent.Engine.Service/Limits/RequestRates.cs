using System.Threading.RateLimiting;

namespace MyAgent.Engine.Service.Limits;

/// <summary>Limits the request rate of a client by address and, with a valid token, by token.</summary>
internal static class RequestRates
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    /// <summary>Adds the limits.</summary>
    /// <param name="services">The server's services.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="tokenOf">Gives the id of the token that a request is authenticated by; null for none.</param>
    public static void AddRequestRates(this IServiceCollection services, ServerLimits limits, Func<HttpContext, string?> tokenOf) => services.AddRateLimiter(options =>
    {
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(http => PerSecond(ClientAddress.PartitionOf(http), limits.RequestsPerSecondPerAddress)),
            PartitionedRateLimiter.Create<HttpContext, string>(http => tokenOf(http) is { } token
                ? PerSecond("token " + token, limits.RequestsPerSecondPerToken)
                : PerSecond("anonymous " + ClientAddress.PartitionOf(http), limits.AnonymousRequestsPerSecondPerAddress)));
        options.OnRejected = (context, _) => new ValueTask(RateLimitProblem.Requests(RateLimitProblem.RetryAfter(context.Lease)).WriteAsync(context.HttpContext));
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
