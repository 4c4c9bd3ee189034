using System.Buffers;
using System.Globalization;
using System.Text;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Verification;
using MyAgent.Engine.Simulation;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Service.Commands.Simulate;

/// <summary>Says which laws a simulation broke or which rule failed, and how to see it again.</summary>
internal static class BrokenLawsText
{
    /// <summary>Writes the violations or the failure, the seed, and where there were faults the shortest history, as it would stand in the journal.</summary>
    public static void Write(Terminal terminal, SimulationParameters centre, SimulationOutcome outcome)
    {
        if (outcome.Failure is { } failure)
        {
            terminal.Heading("A rule failed:");
            terminal.Paragraph("  ", $"{failure.Rule}: {failure.Detail}");
            terminal.Line($"      at {failure.At:O}, for {failure.Entity ?? "a deadline or a restart"}");
        }
        if (outcome.Violations.Count > 0)
            VerificationText.WriteViolations(terminal, [.. outcome.Violations.OrderBy(violation => violation.Ordering).Select(BrokenLaw.Of)]);
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"Seed {centre.Seed}."));
        if (outcome.ShortestHistory.Count == 0)
            return;
        terminal.Heading(outcome.Failure is null
            ? $"The shortest history of that seed found to break law {outcome.Violations[0].Law}:"
            : "The shortest history of that seed found before the same rule fails:");
        using var serializer = new EventSerializer();
        var payload = new ArrayBufferWriter<byte>();
        foreach (var record in outcome.ShortestHistory)
        {
            payload.ResetWrittenCount();
            var manifest = serializer.Write(record.Recorded, payload);
            terminal.Line(string.Create(
                CultureInfo.InvariantCulture, $"  {record.Ordering} {record.Entity} {record.SequenceNr} {manifest} {Encoding.UTF8.GetString(payload.WrittenSpan)}"));
        }
    }
}
