using System.Data.Common;
using MyAgent.Engine.Service.Api.Health;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;

namespace MyAgent.Engine.Service.Commands.Serve;

/// <summary>Waits while another engine has the journal, and reports that as not ready. It listens where the server will, from the first wait
/// until the server's own start stops it.</summary>
/// <param name="database">Where the journal is.</param>
/// <param name="urls">Where the server will listen.</param>
/// <param name="health">The server of health at other addresses; null for none.</param>
internal sealed partial class Standby(IEngineDatabase database, string urls, HealthServer? health) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(500);

    private WebApplication? _server;

    /// <summary>Whether it has had to wait.</summary>
    public bool HasBegun => _server is not null;

    /// <summary>Waits until the journal is free; false if the process is stopped meanwhile.</summary>
    /// <param name="failure">Why the engine could not be opened.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<bool> UntilFreeAsync(Exception failure, CancellationToken cancel)
    {
        var server = _server ??= await ListenAsync(cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, server.Lifetime.ApplicationStopping);
        var log = server.Services.GetRequiredService<ILoggerFactory>().CreateLogger("MyAgent.Engine");
        try
        {
            if (failure is not JournalInUseException)
            {
                CannotAsk(log, failure);
                await Task.Delay(RetryInterval, stop.Token);
            }
            while (!await IsFreeAsync(log, stop.Token))
                await Task.Delay(RetryInterval, stop.Token);
            TakesOver(log, database.Name);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The server is about to listen.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private async Task<WebApplication> ListenAsync(CancellationToken cancel)
    {
        var reason = $"This engine is a standby: another engine has the journal '{database.Name}'.";
        health?.SetSource(new NotReadySource(() => reason));
        var server = EngineServer.BuildStandby(urls, () => reason);
        await ServerStart.StartAsync(server, urls, ServeCommand.UrlsOption, cancel);
        Console.WriteLine(reason);
        StandsBy(server.Services.GetRequiredService<ILoggerFactory>().CreateLogger("MyAgent.Engine"), database.Name);
        return server;
    }

    /// <summary>Waits until the journal is free; false where the database could not be asked.</summary>
    private async Task<bool> IsFreeAsync(ILogger log, CancellationToken stop)
    {
        try
        {
            await ((PostgresDatabase)database).UntilFreeAsync(TimeProvider.System, stop);
            return true;
        }
        catch (DbException failure)
        {
            CannotAsk(log, failure);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "This engine is a standby: another engine has the journal {Journal}.")]
    private static partial void StandsBy(ILogger log, string journal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal {Journal} is free: this engine takes over.")]
    private static partial void TakesOver(ILogger log, string journal);

    [LoggerMessage(Level = LogLevel.Error, Message = "The engine could not ask the database for the journal; it tries again.")]
    private static partial void CannotAsk(ILogger log, Exception failure);
}
