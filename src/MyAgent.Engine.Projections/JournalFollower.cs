using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Projections;

/// <summary>Feeds every view with the journal, from its beginning and then as events reach the disk. Where reading fails it goes on
/// from its position after one second. Where a view throws, the views can no longer be trusted: the follower is dead, says so in the
/// log, and refuses to be waited for.</summary>
/// <param name="journal">The journal.</param>
/// <param name="views">The projections.</param>
/// <param name="clock">Measures the pause after a failed read, and the catch-up timeout.</param>
/// <param name="log">The log for failures.</param>
internal sealed partial class JournalFollower(
    IJournalFeed journal, IEnumerable<IProjection> views, TimeProvider clock, ILogger<JournalFollower> log) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>The maximum wait of a client; after it the client gets an error and may retry.</summary>
    private static readonly TimeSpan CatchUpTimeout = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<IProjection> _views = [.. views];
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private IReadOnlyList<long>? _loaded;
    private long _position;
    private string? _dead;

    /// <summary>The ordering of the newest event that every view has folded; 0 for none.</summary>
    public long Position
    {
        get
        {
            lock (_gate)
                return _position;
        }
    }

    /// <summary>Why the views stand still for good; null while they go on.</summary>
    public string? Trouble
    {
        get
        {
            lock (_gate)
                return _dead;
        }
    }

    /// <summary>Waits until the projections have folded all events that are on disk at the time of the call, so that a client finds its
    /// own writes in them; for 30 seconds at most.</summary>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="EngineUnavailableException">The follower is dead, reading the journal has just failed, or the views are still too far
    /// behind.</exception>
    public async Task CaughtUpAsync(CancellationToken cancel = default)
    {
        var target = await journal.LastOrderingAsync(cancel);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_position >= target)
                return;
            if (_dead is not null)
                throw new EngineUnavailableException(_dead);
            _waiting.Enqueue(reached, target);
        }
        try
        {
            await reached.Task.WaitAsync(CatchUpTimeout, clock, cancel);
        }
        catch (TimeoutException) when (!reached.Task.IsCompleted)
        {
            throw new EngineUnavailableException($"The views have read the journal up to event {Position} of {target}: try again.");
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Die("The engine is stopping.");
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await ReadOnAsync(stoppingToken))
            await Task.Delay(PauseAfterFailure, clock, stoppingToken);
    }

    /// <summary>Reads until something fails; false where there is no point in trying again.</summary>
    private async Task<bool> ReadOnAsync(CancellationToken stopping)
    {
        try
        {
            await LoadAsync(stopping);
            await foreach (var record in journal.FollowAsync(Position, cancel: stopping))
            {
                if (!TryFold(record))
                    return false;
                Reached(record.Ordering);
                foreach (var view in _views)
                    await view.PaceAsync(stopping);
            }
            FailThoseWaiting("Reading the journal has ended; it is taken up again.");
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            ReadingFailed(failure, Position);
            FailThoseWaiting($"The journal cannot be read: {failure.Message}");
        }
        stopping.ThrowIfCancellationRequested();
        return true;
    }

    /// <summary>Begins where the view goes on that has kept least.</summary>
    private async Task LoadAsync(CancellationToken cancel)
    {
        if (_loaded is not null)
            return;
        var loaded = new long?[_views.Count];
        for (var index = 0; index < loaded.Length; index++)
            loaded[index] = await _views[index].LoadAsync(cancel);
        var first = loaded.Min() ?? 0;
        _loaded = [.. loaded.Select(ordering => ordering ?? first)];
        Reached(first);
    }

    private bool TryFold(JournalRecord record)
    {
        try
        {
            for (var index = 0; index < _views.Count; index++)
            {
                if (record.Ordering > _loaded![index])
                    _views[index].Fold(record);
            }
            return true;
        }
        catch (Exception failure)
        {
            FoldingFailed(failure, record.Ordering, record.Entity);
            Die($"The views stopped at event {record.Ordering}: {failure.Message}");
            return false;
        }
    }

    private void Reached(long ordering)
    {
        lock (_gate)
        {
            _position = ordering;
            while (_waiting.TryPeek(out _, out var target) && target <= ordering)
                _waiting.Dequeue().TrySetResult();
        }
    }

    private void Die(string reason)
    {
        lock (_gate)
            _dead = reason;
        FailThoseWaiting(reason);
    }

    private void FailThoseWaiting(string reason)
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var waiting, out _))
                waiting.TrySetException(new EngineUnavailableException(reason));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reading the journal after event {Position} failed; trying again.")]
    private partial void ReadingFailed(Exception failure, long position);

    [LoggerMessage(Level = LogLevel.Critical, Message = "A view failed on event {Ordering} of {Entity}: views and reports stand still from here.")]
    private partial void FoldingFailed(Exception failure, long ordering, EntityAddress entity);
}
