using System.Globalization;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Simulation.Figures;

namespace MyAgent.Engine.Service.Commands.Simulate;

/// <summary>A simulation's figures, as people read them: measured, how far off that may be, and what theory says.</summary>
internal static class SimulationTable
{
    /// <summary>Writes the figures.</summary>
    public static void Write(Terminal terminal, SimulationFigures figures)
    {
        var (theory, halfWidth, classes) = (figures.Theory, figures.HalfWidth95, figures.Classes);
        string?[][] rows =
        [
            ["Probability of waiting", Text(figures.ProbabilityOfWaiting), Text(halfWidth.ProbabilityOfWaiting), Text(theory.ProbabilityOfWaiting)],
            ["Mean wait, s", Text(figures.MeanWaitSeconds), Text(halfWidth.MeanWaitSeconds), Text(theory.MeanWaitSeconds)],
            ["Mean wait of all, s", Text(figures.MeanWaitSecondsOfAll), Text(halfWidth.MeanWaitSecondsOfAll), Text(theory.MeanWaitSecondsOfAll)],
            ["Service level", Text(figures.ServiceLevel), Text(halfWidth.ServiceLevel), Text(theory.ServiceLevel)],
            ["Abandonment", Text(figures.Abandonment), Text(halfWidth.Abandonment), Text(theory.Abandonment)],
            ["Occupancy", Text(figures.Occupancy), null, Text(theory.Occupancy)],
            ["Mean queue length", Text(figures.MeanQueueLength), null, Text(theory.MeanQueueLength)],
            Class("normal", classes.Normal, theory.Classes?.Normal),
            Class("vip", classes.Vip, theory.Classes?.Vip),
            Class("call", classes.Call, theory.Classes?.Call),
            Class("callback", classes.Callback, theory.Classes?.Callback),
        ];
        terminal.Table(["Figure", "Measured", "± 95 %", theory.Model ?? "No formula"], rows);
        if (figures.Estimate is { } estimate)
        {
            Line(terminal, "Estimated waits at arrival", estimate.ShareInBand, estimate.Bias, estimate.MedianError);
            if (estimate.WhileWaiting is { } later)
                Line(terminal, "Estimated waits later", later.ShareInBand, later.Bias, later.MedianError);
        }
        terminal.Line($"{figures.Contacts} contacts, {figures.Callbacks} of them callbacks: {figures.Served} served, {figures.Abandoned} abandoned.");
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"The laws were checked {figures.LawsChecked} times and broken {figures.Violations} times; {figures.ContactsPerSecond:0} contacts/s, {figures.ElapsedSeconds:0.0} s."));
    }

    private static void Line(Terminal terminal, string name, double inBand, double bias, double error) => terminal.Line(string.Create(
        CultureInfo.InvariantCulture, $"{name}: {100 * inBand:0.0} % in their bands, bias {100 * bias:+0.0;-0.0} % and median error {100 * error:0} % of the mean."));

    private static string?[] Class(string name, ClassFigures measured, double? theory) =>
        [$"Mean wait of {measured.Contacts} {name}, s", Text(measured.MeanWaitSeconds), null, Text(theory)];

    private static string Text(double? value) => value?.ToString("0.#####", CultureInfo.InvariantCulture) ?? "-";
}
