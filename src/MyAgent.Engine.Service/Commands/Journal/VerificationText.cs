namespace MyAgent.Engine.Service.Commands.Journal;

/// <summary>Says in words what came of holding a journal against the laws.</summary>
internal static class VerificationText
{
    private const int MostShown = 50;

    /// <summary>Writes a report on a journal that could be read.</summary>
    public static void Write(Terminal terminal, VerificationReport report)
    {
        terminal.Line($"{report.LawsChecked} laws checked over {report.Events} events and {report.SnapshotsChecked} snapshots of {report.Journal}"
            + (report.SnapshotsPassedOver > 0 ? $"; {report.SnapshotsPassedOver} snapshots are damaged or of another version and not needed" : "") + ".");
        if (report.Clean)
        {
            terminal.Line("No violation.");
            return;
        }
        terminal.Heading($"{report.Violations.Count} violations, the earliest first:");
        foreach (var broken in report.Violations.Take(MostShown))
        {
            terminal.Line($"  law {broken.Law}: {broken.Sentence}");
            terminal.Line($"      {broken.Detail}");
            terminal.Line($"      at ordering {broken.Ordering}, persistence id {broken.PersistenceId}, sequence number {broken.SequenceNr}");
        }
        if (report.Violations.Count > MostShown)
            terminal.Line($"  and {report.Violations.Count - MostShown} more: --json has them all.");
    }
}
