using MyAgent.Engine.Service.Commands.Display;

namespace MyAgent.Engine.Service.Commands.Verification;

/// <summary>Says in words what came of holding a journal against the laws.</summary>
internal static class VerificationText
{
    private const int MaxShown = 50;

    /// <summary>Writes a report on a journal that could be read.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="report">The report.</param>
    /// <param name="journal">What the journal is called.</param>
    public static void Write(Terminal terminal, VerificationReport report, string journal)
    {
        terminal.Line($"{report.LawsChecked} laws checked over {report.Events} events and {report.SnapshotsChecked} snapshots of {journal}"
            + (report.SnapshotsPassedOver > 0 ? $"; {report.SnapshotsPassedOver} snapshots are unreadable or of another version; the engine ignores them" : "") + ".");
        if (report.EventsWithoutChecksum > 0)
            terminal.Line($"{report.EventsWithoutChecksum} events have no checksum: Akka.Persistence.Sql or an older engine wrote them.");
        if (report.SnapshotsDamaged > 0)
            terminal.Line($"{report.SnapshotsDamaged} snapshots are damaged; the engine ignores them.");
        if (report.Incomplete is { } incomplete)
            terminal.Line(incomplete);
        WriteViolations(terminal, report.Violations);
    }

    /// <summary>Writes the laws that are broken, or that none is.</summary>
    public static void WriteViolations(Terminal terminal, IReadOnlyList<BrokenLaw> violations)
    {
        if (violations.Count == 0)
        {
            terminal.Line("No violation.");
            return;
        }
        terminal.Heading($"{violations.Count} violations, the earliest first:");
        foreach (var broken in violations.Take(MaxShown))
        {
            terminal.Paragraph("  ", $"law {broken.Law}: {broken.Sentence}");
            terminal.Paragraph("      ", broken.Detail);
            terminal.Line($"      at ordering {broken.Ordering}, persistence id {broken.PersistenceId}, sequence number {broken.SequenceNr}");
        }
        if (violations.Count > MaxShown)
            terminal.Line($"  and {violations.Count - MaxShown} more: --json has them all.");
    }
}
