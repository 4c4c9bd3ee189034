namespace MyAgent.Engine.Service.Security;

/// <summary>Reads again and again which tokens and sessions there are, in a database in which other nodes make and end them as well.</summary>
internal sealed partial class AccessRefresher(AccessTokens tokens, Sessions sessions, ILoggerFactory logs) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var log = logs.CreateLogger("MyAgent.Engine");
        return Task.WhenAll(
            tokens.FollowAsync(failure => TokensUnread(log, failure), stoppingToken),
            sessions.FollowAsync(failure => SessionsUnread(log, failure), stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The access tokens cannot be read again; until they can, those read last count.")]
    private static partial void TokensUnread(ILogger log, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "It cannot be read which sessions have ended; until it can, what was read last counts.")]
    private static partial void SessionsUnread(ILogger log, Exception failure);
}
