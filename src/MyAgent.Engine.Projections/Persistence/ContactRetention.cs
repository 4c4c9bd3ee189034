using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Projections.Persistence;

/// <summary>Deletes contacts from memory and from the tables when they have been done for longer than they are kept (rule 40): at the start and then once an hour, in small batches
/// with pauses, so that it takes no more than a tenth of the time of the database. The figures and the journal stay. After the tables have been made again from the journal it
/// deletes the same contacts again. On several nodes it may run at the same time.</summary>
/// <param name="projections">The contacts in memory.</param>
/// <param name="store">The tables.</param>
/// <param name="follower">Feeds the projections: nothing is deleted before they, and the tables, have caught up with the journal.</param>
/// <param name="settings">How long contacts are kept.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log for what was deleted, and for failures.</param>
internal sealed partial class ContactRetention(
    StoredProjections projections, IProjectionStore store, JournalFollower follower, ContactRetentionSettings settings, TimeProvider clock, ILogger<ContactRetention> log)
    : BackgroundService
{
    /// <summary>So many contacts are read, and those of them that are old deleted, in one step.</summary>
    internal const int BatchSize = 100;

    private const int PausesPerStep = 9;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(1);

    private bool _failing;

    /// <summary>Deletes all contacts that are older than they are kept. What is open stays, and so do the moves that lead to it.</summary>
    /// <returns>The number of rows deleted: one for each queue that a contact was in.</returns>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">The database cannot be written at the moment.</exception>
    public async Task<int> DeleteAsync(CancellationToken cancel = default)
    {
        if (settings.KeepFor is not { } kept)
            return 0;
        var before = clock.GetUtcNow() - kept;
        projections.ForgetFinished(before);
        var deleted = 0;
        long? next = 0;
        while (next is { } after)
        {
            var started = clock.GetTimestamp();
            (var some, next) = await DeleteAsync(before.UtcTicks, after, cancel).ConfigureAwait(false);
            deleted += some;
            if (some > 0)
                await Task.Delay(PauseAfter(clock.GetElapsedTime(started)), clock, cancel).ConfigureAwait(false);
        }
        if (deleted > 0)
            Deleted(deleted, before);
        return deleted;
    }

    /// <summary>The machine may have slept meanwhile: no pause is longer than a minute.</summary>
    private static TimeSpan PauseAfter(TimeSpan step) => step < MaxPause / PausesPerStep ? PausesPerStep * step : MaxPause;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.KeepFor is null)
            return;
        while (true)
            await Task.Delay(await TryDeleteAsync(stoppingToken).ConfigureAwait(false) ? Interval : RetryInterval, clock, stoppingToken).ConfigureAwait(false);
    }

    private async Task<bool> TryDeleteAsync(CancellationToken cancel)
    {
        try
        {
            await follower.CaughtUpAsync(cancel).ConfigureAwait(false);
            await projections.WrittenAsync(cancel).ConfigureAwait(false);
            await DeleteAsync(cancel).ConfigureAwait(false);
            return !(_failing = false);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            if (!_failing)
                DeletingFailed(failure);
            _failing = true;
            return false;
        }
    }

    /// <summary>One step: contacts arrive in the order of time, so the walk ends with the first batch in which all are too young to be old.</summary>
    private async Task<(int Deleted, long? Next)> DeleteAsync(long before, long after, CancellationToken cancel)
    {
        var batch = await store.ContactsAfterAsync(after, BatchSize, cancel).ConfigureAwait(false);
        if (!batch.Any(row => row.EnteredAt < before))
            return (0, null);
        var next = batch[^1].Arrived;
        var old = batch.Select(RowMapper.ToContact).Where(stay => stay.IsOver && stay.EndedAt?.UtcTicks < before).ToList();
        if (old.Count == 0)
            return (0, next);
        string[] ids = [.. old.Select(stay => stay.Place.ContactId.Value).Distinct()];
        var ways = new ContactWays([.. (await store.ContactsOfAsync(ids, cancel).ConfigureAwait(false)).Select(RowMapper.ToContact)]);
        StoredContact[] all = [.. old.Where(stay => !ways.LeadsOn(stay)).SelectMany(ways.To).DistinctBy(stay => stay.Arrived)];
        return (await store.DeleteAsync([.. all.Select(RowMapper.Of)], cancel).ConfigureAwait(false), next);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Rows} rows of contacts that were done before {Before:O}. Reports and journal keep what they have.")]
    private partial void Deleted(int rows, DateTimeOffset before);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Contacts that are older than they are kept cannot be deleted; trying again every minute.")]
    private partial void DeletingFailed(Exception failure);
}

/// <summary>How long contacts are kept.</summary>
/// <param name="KeepContactsDays">How many days a contact stays findable after it is done; 0 (the default) for ever.</param>
internal sealed record ContactRetentionSettings(int KeepContactsDays = 0)
{
    /// <summary>The most days: a hundred years.</summary>
    public const int MaxDays = 36_500;

    /// <summary>How long a contact stays findable after it is done; null for ever.</summary>
    public TimeSpan? KeepFor => KeepContactsDays == 0 ? null : TimeSpan.FromDays(KeepContactsDays);

    /// <summary>As the log of a start names it.</summary>
    public override string ToString() => KeepContactsDays == 0 ? "contacts kept for ever" : $"contacts kept for {KeepContactsDays} days";
}
