using System.Globalization;
using MyAgent.Engine.Simulation.Figures;
using Spectre.Console;

namespace MyAgent.Engine.Service.Commands;

/// <summary>A simulation's figures, as people read them: measured, how far off that may be, and what theory says.</summary>
internal static class SimulationTable
{
    /// <summary>Prints the figures.</summary>
    public static void Print(SimulationFigures figures)
    {
        var (theory, halfWidth) = (figures.Theory, figures.HalfWidth95);
        var table = new Table().AddColumn("figure")
            .AddColumn(Right("measured")).AddColumn(Right("± 95 %")).AddColumn(Right(theory.Model is { } model ? Markup.Escape(model) : "no formula"));
        Add("probability of waiting", figures.ProbabilityOfWaiting, halfWidth.ProbabilityOfWaiting, theory.ProbabilityOfWaiting);
        Add("mean wait, s", figures.MeanWaitSeconds, halfWidth.MeanWaitSeconds, theory.MeanWaitSeconds);
        Add("mean wait of all, s", figures.MeanWaitSecondsOfAll, halfWidth.MeanWaitSecondsOfAll, theory.MeanWaitSecondsOfAll);
        Add("service level", figures.ServiceLevel, halfWidth.ServiceLevel, theory.ServiceLevel);
        Add("abandonment", figures.Abandonment, halfWidth.Abandonment, theory.Abandonment);
        Add("occupancy", figures.Occupancy, null, theory.Occupancy);
        Add("mean queue length", figures.MeanQueueLength, null, theory.MeanQueueLength);
        AddClass("normal", figures.Classes.Normal, theory.Classes?.Normal);
        AddClass("vip", figures.Classes.Vip, theory.Classes?.Vip);
        AddClass("call", figures.Classes.Call, theory.Classes?.Call);
        AddClass("callback", figures.Classes.Callback, theory.Classes?.Callback);
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{figures.Contacts} contacts: {figures.Served} served, {figures.Abandoned} abandoned; {figures.Callbacks} were callbacks.");
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"The laws were checked {figures.LawsChecked} times and broken {figures.Violations} times. {figures.ContactsPerSecond:F0} contacts/s, {figures.ElapsedSeconds:F1} s.");

        void Add(string name, double? measured, double? off, double? expected) => table.AddRow(name, Text(measured), Text(off), Text(expected));

        void AddClass(string name, ClassFigures one, double? expected)
        {
            if (one.Contacts > 0)
                table.AddRow($"mean wait of {one.Contacts} {name}, s", Text(one.MeanWaitSeconds), "", Text(expected));
        }
    }

    private static TableColumn Right(string header) => new TableColumn(header).RightAligned();

    private static string Text(double? value) => value?.ToString("0.#####", CultureInfo.InvariantCulture) ?? "–";
}
