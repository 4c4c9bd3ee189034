using MyAgent.Engine.Connectors;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Service.Api.Events;

/// <summary>Renews the lease of a connector while its stream of events is open (rule 30).</summary>
/// <param name="engine">The engine.</param>
/// <param name="clock">Measures the time between two renewals.</param>
internal sealed class ConnectorLeaseKeeper(IEngineHost engine, TimeProvider clock)
{
    /// <summary>The lease is renewed so many times before it would end.</summary>
    private const double RenewalsPerLease = 3;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>Renews until cancelled. While the engine does not answer, it tries again.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="by">Who it is, for the journal.</param>
    /// <param name="cancel">Ends it: the stream is over.</param>
    public async Task RunAsync(ConnectorId connector, string? by, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var pause = await RenewAsync(connector, by, cancel);
                await Task.Delay(pause, clock, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<TimeSpan> RenewAsync(ConnectorId connector, string? by, CancellationToken cancel)
    {
        try
        {
            var answer = await engine.SendAsync(connector.Address, new KeepConnectorAlive(), new Cause(by), cancel);
            return answer is ConnectorAnswer { Lease: { } lease } ? TimeSpan.FromSeconds(lease.LeaseSeconds / RenewalsPerLease) : RetryInterval;
        }
        catch (EngineUnavailableException)
        {
            return RetryInterval;
        }
    }
}
