using System.Text.RegularExpressions;

namespace MyAgent.Engine.Service.Tests.Telemetry;

/// <summary>What <c>/metrics</c> has answered.</summary>
internal sealed partial class Scrape
{
    /// <summary>The labels that are not ours: of the exporter and of histograms.</summary>
    private static readonly string[] Technical = ["otel_scope_name", "otel_scope_version", "le"];

    private Scrape()
    {
    }

    /// <summary>The metrics and their types.</summary>
    public Dictionary<string, string> Types { get; } = [];

    /// <summary>The labels of each series that a query can name: <c>…_bucket</c>, <c>…_sum</c> and <c>…_count</c> of a histogram each.</summary>
    public Dictionary<string, HashSet<string>> Series { get; } = [];

    /// <summary>Reads an answer.</summary>
    public static Scrape Parse(string text)
    {
        var scrape = new Scrape();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Type().Match(line) is { Success: true } type)
                scrape.Types[type.Groups["name"].Value] = type.Groups["type"].Value;
            else if (Sample().Match(line) is { Success: true } sample)
                scrape.Add(sample.Groups["name"].Value, Label().Matches(sample.Groups["labels"].Value).Select(label => label.Groups["name"].Value));
        }
        return scrape;
    }

    /// <summary>The labels of a metric that say something of what is measured.</summary>
    public IEnumerable<string> LabelsOf(string metric) =>
        Series.Where(series => series.Key == metric || (Types[metric] == "histogram" && series.Key == metric + "_count"))
            .SelectMany(series => series.Value).Except(Technical).Distinct();

    private void Add(string series, IEnumerable<string> labels)
    {
        if (!Series.TryGetValue(series, out var known))
            Series.Add(series, known = []);
        known.UnionWith(labels);
    }

    [GeneratedRegex(@"^# TYPE (?<name>\S+) (?<type>\S+)$")]
    private static partial Regex Type();

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][\w:]*)(\{(?<labels>.*)\})? \S+( \S+)?$")]
    private static partial Regex Sample();

    [GeneratedRegex("""(?<name>[a-zA-Z_]\w*)="(\\.|[^"\\])*"(,|$)""")]
    private static partial Regex Label();
}
