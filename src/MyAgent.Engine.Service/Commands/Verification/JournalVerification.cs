using System.Data.Common;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Commands.Verification;

/// <summary>Holds a journal against every law.</summary>
internal static class JournalVerification
{
    private const int ReplayLaw = 16;

    /// <summary>Reads a journal from its first event to its newest, also while an engine writes it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="options">How strictly it is judged.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<VerificationReport> RunAsync(IEngineDatabase database, LawOptions options, CancellationToken cancel)
    {
        var report = new VerificationReport { Journal = database.Name };
        try
        {
            var reader = database.ReadJournal();
            // First, since whatever a snapshot stands for is then in the part of the journal that is read.
            var snapshots = reader.ReadSnapshots();
            report = CheckCompleteness(reader, report);
            var checker = new LawChecker(options);
            var violations = new List<LawViolation>();
            var positions = new ReplayedPositions();
            await foreach (var record in reader.ReadAsync(0, cancel: cancel))
            {
                violations.AddRange(checker.Check(record));
                violations.AddRange(positions.After(record));
            }
            violations.AddRange(checker.End());
            foreach (var kept in snapshots)
                violations.AddRange(await CheckAsync(reader, kept, cancel));
            return report with
            {
                Events = checker.Counts.Events,
                Counts = checker.Counts,
                SnapshotsChecked = snapshots.Count(kept => kept.Snapshot is not null),
                SnapshotsDamaged = snapshots.Count(kept => kept.IsDamaged),
                SnapshotsPassedOver = snapshots.Count(kept => kept is { Snapshot: null, IsDamaged: false }),
                Violations = [.. violations.OrderBy(violation => violation.Ordering).ThenBy(violation => violation.Law).Select(BrokenLaw.Of)],
            };
        }
        catch (Exception thrown) when (ExitCode.Of(thrown).ExitCode == ExitCode.CheckFailed)
        {
            return report with { Unreadable = thrown.Message };
        }
    }

    private static VerificationReport CheckCompleteness(StoredJournal reader, VerificationReport report)
    {
        try
        {
            var checksums = reader.CheckCompleteness();
            return report with
            {
                EventsWithoutChecksum = checksums.WithoutChecksum,
                Incomplete = checksums.Missing == 0
                    ? null
                    : $"{checksums.Missing} written events are missing; the first has ordering {checksums.FirstMissing}.",
            };
        }
        catch (LostEventsException lost)
        {
            return report with { Incomplete = lost.Message };
        }
    }

    private static async Task<IReadOnlyList<LawViolation>> CheckAsync(StoredJournal reader, KeptSnapshot kept, CancellationToken cancel)
    {
        if (kept.Snapshot is not { } snapshot)
            return [];
        var history = new List<JournalRecord>();
        try
        {
            var entity = EntityAddress.Parse(kept.PersistenceId);
            await foreach (var record in reader.ReadAsync(0, entity, cancel))
                history.Add(record);
            return SnapshotLaw.Check(entity, snapshot, history) is { } broken ? [broken] : [];
        }
        catch (Exception thrown) when (thrown is not (OutOfMemoryException or OperationCanceledException or UnreadableJournalException or DbException))
        {
            var newest = history.LastOrDefault();
            return [new LawViolation(ReplayLaw, $"The events cannot be replayed: {thrown.Message}", newest?.Ordering ?? 0, kept.PersistenceId, newest?.SequenceNr ?? 0)];
        }
    }
}
