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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reading the access tokens failed; the tokens read last stay valid until it succeeds.")]
    private static partial void TokensUnread(ILogger log, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reading the ended sessions failed; the state read last stays valid until it succeeds.")]
    private static partial void SessionsUnread(ILogger log, Exception failure);
}
