using MyAgent.Engine.Laws;

namespace MyAgent.Engine.Service.Commands.Verification;

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
