using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Metrics;

namespace MyAgent.Engine.Service.Telemetry;

/// <summary>Creates all instruments at the start, and sets the event after which events are counted before the journal is followed.</summary>
internal sealed class MetricsStart : IHostedService
{
    private readonly IJournalReader _journal;
    private readonly ContactMetrics _contacts;
    private readonly ProjectionMetrics _projections;

    /// <summary>Is given all that measures, so that it has been made.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="contacts">Counts contacts.</param>
    /// <param name="projections">Measures the views.</param>
    /// <param name="board">Shows the board.</param>
    /// <param name="service">Shows the server.</param>
    public MetricsStart(IJournalReader journal, ContactMetrics contacts, ProjectionMetrics projections, BoardMetrics board, ServiceMetrics service)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(service);
        (_journal, _contacts, _projections) = (journal, contacts, projections);
    }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var newest = await _journal.LastOrderingAsync(cancellationToken);
        _contacts.CountAfter(newest);
        _projections.CountAfter(newest);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
