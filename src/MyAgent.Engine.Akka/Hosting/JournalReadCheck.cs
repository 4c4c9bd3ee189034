using Microsoft.Extensions.Diagnostics.HealthChecks;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Hosting;

/// <summary>Checks that the engine takes work, and reads the newest event from its journal.</summary>
/// <param name="status">Whether it takes work.</param>
/// <param name="journal">The journal.</param>
internal sealed class JournalReadCheck(IEngineStatus status, IJournalReader journal) : IHealthCheck
{
    /// <summary>A journal that has not answered after this time counts as unreadable.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (status.Trouble is { } trouble)
            return new HealthCheckResult(context.Registration.FailureStatus, trouble);
        try
        {
            return HealthCheckResult.Healthy($"The newest event is {await ReadNewestAsync(cancellationToken).WaitAsync(Timeout, cancellationToken).ConfigureAwait(false)}.");
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"The journal cannot be read: {failure.Message}");
        }
    }

    /// <summary>Some ADO.NET providers run their asynchronous methods on the calling thread.</summary>
    private Task<long> ReadNewestAsync(CancellationToken cancel) => Task.Run(
        async () =>
        {
            var newest = 0L;
            var last = await journal.LastOrderingAsync(cancel).ConfigureAwait(false);
            await foreach (var record in journal.ReadAsync(Math.Max(0, last - 1), entity: null, cancel).ConfigureAwait(false))
                newest = record.Ordering;
            return newest;
        }, cancel);
}
