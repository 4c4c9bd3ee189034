using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Projections;

/// <summary>A fold over the journal, for reading. It can be thrown away and made again at will; no rule reads one.</summary>
internal interface IProjection
{
    /// <summary>Folds the next event. Each is given once, in the order of <see cref="JournalRecord.Ordering"/>. What the view does
    /// not know is left out; readers on other threads see each event as a whole or not at all.</summary>
    void Fold(JournalRecord record);

    /// <summary>Restores what is stored. Called once, before the first event.</summary>
    /// <returns>The ordering of the last event that it shows then: those after it are given; 0 where nothing is kept; null where it is at no event of its own and is
    /// given those that the others are.</returns>
    Task<long?> LoadAsync(CancellationToken cancel) => Task.FromResult<long?>(0);

    /// <summary>Completes when the projection can fold more. A projection that writes what it folds may need time.</summary>
    ValueTask PaceAsync(CancellationToken cancel) => ValueTask.CompletedTask;
}
