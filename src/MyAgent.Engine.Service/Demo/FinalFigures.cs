using MyAgent.Engine.Contacts;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Display;

namespace MyAgent.Engine.Service.Demo;

/// <summary>The figures at the end, and whether they are those of the journal.</summary>
/// <param name="Queues">By queue.</param>
/// <param name="Agents">By agent.</param>
internal sealed record FinalFigures(IReadOnlyList<QueueFigures> Queues, IReadOnlyList<AgentFigures> Agents)
{
    /// <summary>Asks for them.</summary>
    public static async Task<FinalFigures> AskAsync(ApiClient client, CancellationToken cancel)
    {
        var period = $"from={Instant(-1)}&to={Instant(1)}";
        return new FinalFigures(
            await client.GetAsync<List<QueueFigures>>($"reports/queues?{period}", cancel),
            await client.GetAsync<List<AgentFigures>>($"reports/agents?{period}", cancel));
    }

    /// <summary>Writes them as tables.</summary>
    public void Write(Terminal terminal)
    {
        terminal.Table(
            ["Queue", "Came in", "Answered", "In time", "Abandoned", "Callbacks", "Wait", "Longest"],
            Queues.Select(queue => new[]
            {
                DemoContactCentre.NameOfQueue(queue.QueueId.Value), DisplayFormat.Number(queue.Offered), DisplayFormat.Number(queue.Answered),
                DisplayFormat.Share(queue.ServiceLevel), DisplayFormat.Number(queue.Abandoned), CallbacksOf(queue), DisplayFormat.Duration(queue.AsaSeconds),
                DisplayFormat.Duration(queue.LongestWaitSeconds),
            }));
        terminal.Table(
            ["Agent", "Offers", "Taken", "Rejected", "Missed", "Engaged", "Wrap-up", "Break", "Occupancy"],
            Agents.Select(agent => new[]
            {
                DemoContactCentre.NameOfAgent(agent.AgentId.Value), DisplayFormat.Number(agent.OffersReceived), DisplayFormat.Number(agent.Accepted),
                DisplayFormat.Number(agent.Rejected), DisplayFormat.Number(agent.Missed), DisplayFormat.Duration(agent.EngagedSeconds),
                DisplayFormat.Duration(agent.WrapUpSeconds), DisplayFormat.Duration(agent.BreakSeconds), DisplayFormat.Share(agent.Occupancy),
            }));
    }

    /// <summary>What does not agree with the journal; empty where everything does.</summary>
    /// <param name="counts">What the journal holds.</param>
    /// <param name="came">How many contacts came.</param>
    public IReadOnlyList<string> Disagreements(LawCounts counts, int came)
    {
        (string What, long Figure, long Journal)[] compared =
        [
            ("contacts that came in", Queues.Sum(queue => queue.Offered), counts.Arrived),
            ("contacts that came in, as the callers know", came, counts.Arrived),
            ("contacts that are not finished", 0, counts.Standing.Values.Sum()),
            ("abandoned", Queues.Sum(queue => queue.Abandoned), Finished(ContactOutcome.Abandoned)),
            ("callbacks asked for", Queues.Sum(queue => queue.CallbacksRequested), counts.CallbackRequests),
            ("callbacks completed", Queues.Sum(queue => queue.CallbacksCompleted), Finished(ContactOutcome.Completed)),
            ("answered", Queues.Sum(queue => queue.Answered), Finished(ContactOutcome.Served)),
            ("offers accepted", Agents.Sum(agent => agent.Accepted), Ended(OfferOutcome.Accepted)),
            ("offers rejected", Agents.Sum(agent => agent.Rejected), Ended(OfferOutcome.Rejected)),
            ("offers missed", Agents.Sum(agent => agent.Missed), Ended(OfferOutcome.Missed)),
        ];
        return [.. compared.Where(one => one.Figure != one.Journal).Select(one => $"{one.What}: {one.Figure}, but {one.Journal} in the journal")];

        long Finished(ContactOutcome outcome) => counts.Finished.GetValueOrDefault(outcome);

        long Ended(OfferOutcome outcome) => counts.OfferEnds.GetValueOrDefault(outcome);
    }

    private static string CallbacksOf(QueueFigures queue) =>
        queue.CallbacksRequested == 0 ? "0" : $"{queue.CallbacksRequested}, {queue.CallbacksCompleted} done";

    private static string Instant(int hours) =>
        Uri.EscapeDataString(DateTimeOffset.UtcNow.AddHours(hours).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
}
