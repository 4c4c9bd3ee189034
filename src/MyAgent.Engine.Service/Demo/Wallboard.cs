using System.Globalization;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Api.Agents;
using MyAgent.Engine.Service.Commands.Display;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MyAgent.Engine.Service.Demo;

/// <summary>The wallboard: queues with their lines, agents with what they are doing, and what has happened.</summary>
/// <param name="engine">Where it looks.</param>
/// <param name="narrator">Knows who is who.</param>
/// <param name="log">What has happened.</param>
/// <param name="pace">How far the story is.</param>
internal sealed class Wallboard(DemoClients engine, Narrator narrator, DemoLog log, Pace pace)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private const int MinSentences = 4;
    private const int BarWidth = 12;
    private const int GapWidth = 1;

    /// <summary>The heading, an empty line and the columns' names above each table, an empty line and the border of what happens, and one line to spare.</summary>
    private static readonly int LinesAroundSentences = 1 + (2 + DemoContactCentre.Queues.Length) + (2 + DemoContactCentre.Agents.Length) + 3 + 1;

    /// <summary>Shows it until the story ends.</summary>
    public Task ShowAsync(IAnsiConsole screen, Task story) => screen.Live(new Text("")).AutoClear(true).StartAsync(async live =>
    {
        while (!story.IsCompleted)
        {
            live.UpdateTarget(await LookAsync(screen.Profile.Width, screen.Profile.Height));
            await Task.WhenAny(story, Task.Delay(Interval));
        }
    });

    private async Task<IRenderable> LookAsync(int width, int height)
    {
        var queues = new List<QueueSummary>();
        foreach (var (id, _) in DemoContactCentre.Queues)
            queues.Add(await engine.Admin.GetAsync<QueueSummary>($"queues/{id}", CancellationToken.None));
        var agents = (await engine.Admin.GetAsync<AgentListResponse>("agents", CancellationToken.None)).Agents;
        var now = DateTimeOffset.UtcNow;
        return new Rows(
            Heading(now), Text.Empty, QueueTable(queues, width), Text.Empty, AgentTable(agents, now, width), Text.Empty,
            Happened(width, Math.Max(MinSentences, height - LinesAroundSentences)));
    }

    private Markup Heading(DateTimeOffset now) => new(string.Create(CultureInfo.InvariantCulture,
        $"[bold]MyAgent.Engine[/]  demo, {pace.Elapsed(now):0} s of about {pace.Beats * pace.BeatSeconds:0} s  [grey]{engine.Address}[/]"));

    private Table QueueTable(IEnumerable<QueueSummary> queues, int width)
    {
        var table = NewTable(width, rest: 1, ("Queue", 12), ("Waiting, first to last", 0), ("Wait", 5), ("Agents", 10));
        foreach (var queue in queues)
            table.AddRow(
                new Text(queue.Name, queue.RaisedAlarms.Count > 0 ? new Style(Color.Red, decoration: Decoration.Bold) : Style.Plain),
                Line(queue),
                new Text(queue.WaitingCount == 0 ? "" : DisplayFormat.Duration(Math.Floor(queue.LongestWaitSeconds))),
                new Text($"{queue.OfferedCount + queue.EngagedCount}{(queue.ScheduledCount > 0 ? $" +{queue.ScheduledCount} later" : "")}"));
        return table;
    }

    private Markup Line(QueueSummary queue)
    {
        if (queue.Waiting is not { Count: > 0 } line)
            return new Markup("[grey]none waiting[/]");
        return new Markup(string.Join("  ", line.Select(contact =>
            $"[grey]{contact.Position}[/] {Coloured(contact)}"))) { Overflow = Overflow.Ellipsis };
    }

    private string Coloured(WaitingContact contact)
    {
        var name = Markup.Escape(narrator.CallerOf(contact.ContactId.Value));
        return contact switch
        {
            { State: ContactState.Recording } => $"[yellow]{name}, recording[/]",
            { Kind: ContactKind.Callback } => $"[aqua]{name}, callback[/]",
            _ => $"[white]{name}[/]",
        };
    }

    private Table AgentTable(IEnumerable<AgentResponse> agents, DateTimeOffset now, int width)
    {
        var table = NewTable(width, rest: 3, ("Agent", 8), ("Status", 30), ("For", 5), ("With", 0));
        foreach (var agent in agents)
            table.AddRow(
                new Text(agent.Name), new Markup(Doing(agent, now)), new Text(DisplayFormat.Duration(Math.Floor(Math.Max(0, (now - agent.Since).TotalSeconds)))),
                new Markup(With(agent)) { Overflow = Overflow.Ellipsis });
        return table;
    }

    private static string Doing(AgentResponse agent, DateTimeOffset now) => agent.Status switch
    {
        AgentStatus.Available => "[green]available[/]",
        AgentStatus.Offered => $"[yellow]rings       {Bar(agent, now)}[/]",
        AgentStatus.Engaged => "[blue]engaged[/]" + (agent.Next is { } next ? $" [grey]({DisplayFormat.Of<NextStatus>(next.Status)} follows)[/]" : ""),
        AgentStatus.PostProcessing => "[blue]post-processing, pop-up open[/]",
        AgentStatus.WrapUp => $"[purple]wrap-up     {Bar(agent, now)}[/]",
        AgentStatus.Break => $"[grey]break       {Bar(agent, now)}[/]",
        AgentStatus.NotResponding => "[red]not responding[/]",
        _ => "[grey]logged out[/]",
    };

    /// <summary>What is left until the deadline.</summary>
    private static string Bar(AgentResponse agent, DateTimeOffset now)
    {
        if (agent.Until is not { } until || until <= agent.Since)
            return "";
        var left = Math.Clamp((until - now) / (until - agent.Since), 0, 1);
        var full = (int)Math.Ceiling(left * BarWidth);
        return $"{new string('█', full)}{new string('░', BarWidth - full)} {DisplayFormat.Duration(Math.Ceiling(left * (until - agent.Since).TotalSeconds))}";
    }

    private string With(AgentResponse agent) => (agent.Offer, agent.Contact) switch
    {
        ({ } offer, _) => Markup.Escape(narrator.NameOf(offer.ContactId.Value, offer.Kind)),
        (_, { } contact) => Markup.Escape(narrator.NameOf(contact.ContactId.Value, contact.Kind)),
        _ => "",
    };

    private Panel Happened(int width, int sentences)
    {
        var lines = log.Newest(sentences).Select(line => line.Length > width - 4 ? line[..(width - 5)] + "…" : line).ToList();
        var newest = lines.Count > 0 ? lines[^1] : "";
        var older = string.Join('\n', lines.SkipLast(1).Select(line => $"[grey]{Markup.Escape(line)}[/]"));
        return new Panel(new Markup(older.Length > 0 ? $"{older}\n{Markup.Escape(newest)}" : Markup.Escape(newest)))
            .Header("What happens").Border(BoxBorder.Rounded).BorderColor(Color.Grey).Expand();
    }

    /// <summary>A table without lines, one of whose columns takes what the others leave.</summary>
    private static Table NewTable(int width, int rest, params (string Heading, int Width)[] columns)
    {
        var left = width - 1 - columns.Sum(column => column.Width + GapWidth);
        var table = new Table().Border(TableBorder.None);
        foreach (var (index, (heading, own)) in columns.Index())
        {
            table.AddColumn(new TableColumn(new Text(heading, new Style(Color.Grey, decoration: Decoration.Underline)))
                .Width(Math.Max(1, index == rest ? left : own)).Padding(0, 0, GapWidth, 0).NoWrap());
        }
        return table;
    }
}
