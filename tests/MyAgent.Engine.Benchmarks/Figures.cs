using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MyAgent.Engine.Benchmarks;

/// <summary>What a benchmark has found, printed as a table or as one JSON document.</summary>
/// <param name="benchmark">Its name.</param>
/// <param name="method">What was measured, and against what, as a sentence.</param>
internal sealed class Figures(string benchmark, string method)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly JsonObject _values = new()
    {
        ["benchmark"] = benchmark,
        ["method"] = method,
        ["cores"] = Environment.ProcessorCount,
        ["runtime"] = Environment.Version.ToString(),
    };

    /// <summary>Adds a figure, rounded to four significant digits or whole.</summary>
    public Figures With(string name, double value)
    {
        _values[name] = Rounded(value);
        return this;
    }

    /// <summary>Adds a table: each row has the same columns.</summary>
    public Figures With(string name, IEnumerable<IReadOnlyList<(string Column, double Value)>> rows)
    {
        _values[name] = new JsonArray([.. rows.Select(row =>
            (JsonNode)new JsonObject(row.Select(cell => KeyValuePair.Create(cell.Column, (JsonNode?)Rounded(cell.Value)))))]);
        return this;
    }

    /// <summary>One JSON document.</summary>
    public string ToJson() => _values.ToJsonString(Indented);

    /// <summary>A line for each figure, and a table for each list of rows.</summary>
    public string ToTable()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in _values)
        {
            if (value is JsonArray rows)
                Append(text, name, rows);
            else
                text.AppendLine(CultureInfo.InvariantCulture, $"{name,-38} {Text(value)}");
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, JsonArray rows)
    {
        text.AppendLine().AppendLine(name);
        if (rows is [JsonObject first, ..])
            text.AppendLine(string.Concat(first.Select(cell => $"{cell.Key,18}")));
        foreach (var row in rows)
            text.AppendLine(string.Concat(row!.AsObject().Select(cell => $"{Text(cell.Value),18}")));
        text.AppendLine();
    }

    private static string Text(JsonNode? value) => value is JsonValue number && number.TryGetValue<double>(out var figure)
        ? figure.ToString("#,0.####", CultureInfo.InvariantCulture)
        : value?.ToString() ?? "";

    private static double Rounded(double value)
    {
        if (value == 0 || Math.Abs(value) >= 1000)
            return Math.Round(value);
        return Math.Round(value, Math.Min(15, 3 - (int)Math.Floor(Math.Log10(Math.Abs(value)))));
    }
}
