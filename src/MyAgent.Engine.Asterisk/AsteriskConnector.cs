using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Asterisk.Ari;
using MyAgent.Engine.Asterisk.Calls;
using MyAgent.Engine.Asterisk.Engine;
using MyAgent.Engine.Asterisk.Settings;

namespace MyAgent.Engine.Asterisk;

/// <summary>Connects one Asterisk with the engine for as long as it runs: whichever of the two is away, it tries again, and goes on with the calls that there are.</summary>
/// <param name="settings">How Asterisk is reached, and what callers and agents hear and press.</param>
/// <param name="password">The password of the settings' user.</param>
/// <param name="http">Reaches the engine: its base address ends in <c>/v1/</c>, and it presents a token of role connector with <c>agents</c>. Without a timeout of its own.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Where trouble is told.</param>
internal sealed partial class AsteriskConnector(AsteriskSettings settings, string password, HttpClient http, TimeProvider clock, ILogger log) : BackgroundService
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly EngineApi _engine = new(http, settings.Name, clock);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ConnectAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogEnded(log, settings.Name, failure.Message);
            throw;
        }
    }

    private async Task ConnectAsync(CancellationToken stoppingToken)
    {
        using var server = settings.HttpAddress is null ? null : new AsteriskServer(settings, password);
        await using var listener = settings.Listen is null ? null : await AsteriskListener.StartAsync(settings, password, stoppingToken).ConfigureAwait(false);
        if (listener is not null)
            LogListens(log, settings.Name, settings.Listen!);
        string? told = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var ari = listener is null ? await server!.ConnectAsync(stoppingToken).ConfigureAwait(false) : await listener.NextAsync(stoppingToken).ConfigureAwait(false);
                await using var connection = new Connection(ari, server, _engine, settings, clock, log, stoppingToken);
                told = null;
                await connection.RunAsync().ConfigureAwait(false);
                if (!stoppingToken.IsCancellationRequested)
                    LogLost(log, settings.Name);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is AriUnavailableException or AriRefusedException or HttpRequestException or OperationCanceledException)
            {
                // Once, not every second.
                if (told != failure.Message)
                    LogAway(log, settings.Name, told = failure.Message);
            }
            await Task.Delay(RetryInterval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connector {Connector} waits for Asterisk at {Address}.")]
    private static partial void LogListens(ILogger log, string connector, Uri address);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Connector {Connector} has ended, and its telephones do not ring: {Reason}")]
    private static partial void LogEnded(ILogger log, string connector, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connector {Connector} has lost Asterisk, and tries again.")]
    private static partial void LogLost(ILogger log, string connector);

    [LoggerMessage(Level = LogLevel.Error, Message = "Connector {Connector} has no connection: {Reason} It tries again.")]
    private static partial void LogAway(ILogger log, string connector, string reason);
}
