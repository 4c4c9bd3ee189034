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
            await foreach (var record in reader.ReadAsync(0, cancel: cancel))
                violations.AddRange(checker.Check(record));
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

/// <summary>What came of holding a journal against the laws.</summary>
internal sealed record VerificationReport
{
    /// <summary>The database.</summary>
    public required string Journal { get; init; }

    /// <summary>Whether it could be read, is what was written, and breaks no law.</summary>
    public bool Clean => Unreadable is null && Incomplete is null && SnapshotsDamaged == 0 && Violations.Count == 0;

    /// <summary>Why it could not be read; null where it could.</summary>
    public string? Unreadable { get; init; }

    /// <summary>Which events are missing that were written or acknowledged, as a sentence; null where none are known to be.</summary>
    public string? Incomplete { get; init; }

    /// <summary>The number of events without a checksum, whose integrity cannot be checked: those of Akka.Persistence.Sql, and of engines
    /// of before there were checksums.</summary>
    public long EventsWithoutChecksum { get; init; }

    /// <summary>How many laws it was held against.</summary>
    public int LawsChecked => Unreadable is null ? Law.All.Count : 0;

    /// <summary>How many events it has.</summary>
    public long Events { get; init; }

    /// <summary>How many snapshots equal what their events give, or are among the violations.</summary>
    public int SnapshotsChecked { get; init; }

    /// <summary>How many snapshots are not what was written, by their checksums; an engine does without them.</summary>
    public int SnapshotsDamaged { get; init; }

    /// <summary>How many snapshots cannot be read or are of another version; an engine does without them.</summary>
    public int SnapshotsPassedOver { get; init; }

    /// <summary>The laws it breaks, earliest event first.</summary>
    public IReadOnlyList<BrokenLaw> Violations { get; init; } = [];

    /// <summary>What it holds; null where it could not be read.</summary>
    public LawCounts? Counts { get; init; }
}

/// <summary>A law that is broken.</summary>
/// <param name="Law">Its number.</param>
/// <param name="Sentence">The law.</param>
/// <param name="Detail">What is wrong.</param>
/// <param name="Ordering">The place in the journal of the event that breaks it.</param>
/// <param name="PersistenceId">The entity it happened to.</param>
/// <param name="SequenceNr">The event's place among the entity's events.</param>
internal sealed record BrokenLaw(int Law, string Sentence, string Detail, long Ordering, string PersistenceId, long SequenceNr)
{
    /// <summary>A violation with the sentence of its law.</summary>
    public static BrokenLaw Of(LawViolation violation) => new(
        violation.Law, Laws.Law.All.Single(law => law.Number == violation.Law).Sentence, violation.Detail, violation.Ordering,
        violation.PersistenceId, violation.SequenceNr);
}
