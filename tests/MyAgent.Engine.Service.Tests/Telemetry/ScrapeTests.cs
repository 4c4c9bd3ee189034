using System.Text.Json;
using System.Text.RegularExpressions;

namespace MyAgent.Engine.Service.Tests.Telemetry;

/// <summary>What operators get with the engine, compared with what a running engine shows.</summary>
/// <param name="engine">The engine.</param>
[IntegrationTests]
public sealed partial class ScrapeTests(ScrapedEngine engine) : IClassFixture<ScrapedEngine>
{
    /// <summary>Prometheus itself adds these to whatever it collects.</summary>
    private static readonly string[] AddedByPrometheus = ["instance", "job"];

    [Fact]
    public void Every_metric_of_the_engine_is_described_with_its_type_and_its_labels()
    {
        var described = Described().ToDictionary(row => row.Name);
        var own = engine.Scrape.Types.Where(metric => metric.Key.StartsWith("myagent_", StringComparison.Ordinal)).ToList();
        own.Count.ShouldBeGreaterThan(30);
        foreach (var (name, type) in own)
        {
            described.ShouldContainKey(name);
            described[name].Type.ShouldBe(type, name);
            described[name].Labels.ShouldBe(engine.Scrape.LabelsOf(name), ignoreOrder: true, name);
        }
    }

    [Fact]
    public void Whatever_is_described_is_there_but_for_what_a_cluster_has_alone() =>
        Described().Select(row => row.Name).Where(name => !name.StartsWith("myagent_cluster_", StringComparison.Ordinal))
            .Except(engine.Scrape.Types.Keys).ShouldBeEmpty();

    [Fact]
    public void Every_query_of_the_dashboard_asks_for_what_is_there()
    {
        var queries = Queries().ToList();
        queries.Count.ShouldBeGreaterThan(40);
        foreach (var query in queries)
        {
            var asked = Name().Matches(query).Select(match => match.Value).Where(name => engine.Scrape.Series.ContainsKey(name) || IsMetric(name)).ToList();
            asked.ShouldNotBeEmpty(query);
            foreach (var name in asked)
                engine.Scrape.Series.ShouldContainKey(name, query);
            var labels = asked.SelectMany(name => engine.Scrape.Series[name]).Concat(AddedByPrometheus).ToHashSet();
            LabelsIn(query).Where(label => !labels.Contains(label)).ShouldBeEmpty(query);
        }
    }

    [Fact]
    public void A_metric_or_a_label_that_is_not_there_would_be_noticed()
    {
        Name().Matches("rate(myagent_contact_arived_total[5m])").Select(match => match.Value).Any(IsMetric).ShouldBeTrue();
        engine.Scrape.Series.ShouldNotContainKey("myagent_contact_arived_total");
        LabelsIn("""sum by (queue_id) (max by (a, b) (x{c=~"$c", d!="e"}))""").ShouldBe(["queue_id", "a", "b", "c", "d"], ignoreOrder: true);
    }

    private static bool IsMetric(string name) => MetricPrefix().IsMatch(name);

    /// <summary>The labels that a query selects by, or keeps.</summary>
    private static IEnumerable<string> LabelsIn(string query) =>
        Kept().Matches(query).SelectMany(match => match.Groups["labels"].Value.Split(',', StringSplitOptions.TrimEntries))
            .Concat(Selected().Matches(query).Select(match => match.Groups["label"].Value))
            .Concat(Listed().Matches(query).Select(match => match.Groups["label"].Value));

    private static IEnumerable<string> Queries()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "deploy", "grafana", "myagent.json")));
        var root = dashboard.RootElement;
        var targets = root.GetProperty("panels").EnumerateArray().Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!);
        var variables = root.GetProperty("templating").GetProperty("list").EnumerateArray().Where(variable => variable.GetProperty("type").GetString() == "query")
            .Select(variable => variable.GetProperty("definition").GetString()!);
        return [.. targets.Concat(variables)];
    }

    private static IEnumerable<Row> Described() =>
        File.ReadLines(Path.Combine(Repository.Root, "deploy", "telemetry.md")).Select(line => DescribedMetric().Match(line)).Where(match => match.Success)
            .Select(match => new Row(match.Groups["name"].Value, match.Groups["type"].Value,
                [.. match.Groups["labels"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(label => label.Trim('`'))]));

    [GeneratedRegex(@"^\| `(?<name>myagent_\w+)` \| (?<type>\w+) \| [^|]+ \| (?<labels>[^|]*)\| ")]
    private static partial Regex DescribedMetric();

    [GeneratedRegex(@"[a-zA-Z_]\w*")]
    private static partial Regex Name();

    [GeneratedRegex("^(myagent|http_server|kestrel|aspnetcore|dotnet)_.*(?<!_id|_kind|_state|_outcome|_reason|_code|_status|_result)$")]
    private static partial Regex MetricPrefix();

    [GeneratedRegex(@"\bby \((?<labels>[^)]*)\)")]
    private static partial Regex Kept();

    [GeneratedRegex("""(?<label>[a-zA-Z_]\w*)\s*(=~|!=|!~|=)\s*"[^"]*"[,}\s]""")]
    private static partial Regex Selected();

    [GeneratedRegex(@"^label_values\(\w+, (?<label>\w+)\)$")]
    private static partial Regex Listed();

    private sealed record Row(string Name, string Type, IReadOnlyList<string> Labels);
}
