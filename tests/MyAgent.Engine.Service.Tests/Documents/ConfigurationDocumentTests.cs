using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Akka.Configuration.Hocon;
using MyAgent.Engine.Akka.Configuration;
using MyAgent.Engine.Service.Commands.Serve;
using MyAgent.Engine.Service.Limits;

namespace MyAgent.Engine.Service.Tests.Documents;

/// <summary>The configuration reference has every setting of the code, with its default, and no other.</summary>
[UnitTests]
public sealed partial class ConfigurationDocumentTests
{
    private const string Path = "deploy/configuration.md";

    private static readonly string Hocon = System.IO.Path.Combine(Repository.Root, "hocon");

    public static TheoryData<string> HoconFileNames => [.. Directory.GetFiles(Hocon, "*.conf").Select(System.IO.Path.GetFileName).OfType<string>()];

    [Fact]
    public void Every_option_of_serve_is_described_with_its_default_and_its_values()
    {
        var options = ServeCommand.Create().Options;

        var rows = Document.Rows(Path, "Options of serve");

        rows.Select(row => row[0]).ShouldBe(options.Select(option => option.Name));
        foreach (var (option, row) in options.Zip(rows))
        {
            if (option.HasDefaultValue && $"{option.GetDefaultValue()}" is { Length: > 0 } value)
                row[2].ShouldBe(value, option.Name);
            var choices = option.ValueType == typeof(bool) ? [] : option.CompletionSources.SelectMany(source => source(System.CommandLine.Completions.CompletionContext.Empty));
            foreach (var choice in choices.Select(choice => choice.Label))
                row[3].ShouldContain(choice, Case.Sensitive, option.Name);
        }
    }

    [Fact]
    public void Every_environment_variable_of_the_engine_is_described()
    {
        var read = Sources().Concat(Directory.GetFiles(Hocon)).SelectMany(file => OwnVariable().Matches(File.ReadAllText(file))).Select(found => found.Value)
            .Concat(Limits().Keys).Distinct();

        Document.Rows(Path, "Environment variables").Select(row => row[0]).Where(name => name.StartsWith("MYAGENT_", StringComparison.Ordinal)).ShouldBe(read, ignoreOrder: true);
    }

    [Fact]
    public void Every_variable_of_telemetry_that_the_engine_reads_is_described()
    {
        string[] signals = ["METRICS", "TRACES", "LOGS"];
        var read = Sources().SelectMany(file => TelemetryVariable().Matches(File.ReadAllText(file))).Select(found => found.Value)
            .SelectMany(name => signals.Select(signal => name.Replace("{name}", signal, StringComparison.Ordinal))).Distinct();

        Document.Rows(Path, "Variables of the frameworks").Select(row => row[0]).ShouldBe(read, ignoreOrder: true);
    }

    [Fact]
    public void The_default_of_a_limit_is_that_of_the_code()
    {
        var described = Document.Rows(Path, "Environment variables").Where(row => row.Count > 2).ToDictionary(row => row[0], row => row[2]);

        foreach (var (name, value) in Limits())
            described[name].ShouldBe(value, name);
    }

    [Theory]
    [MemberData(nameof(HoconFileNames))]
    public void Every_setting_of_a_HOCON_file_is_described_with_its_default(string file)
    {
        // A setting that only an environment variable gives is described by the name of that variable.
        var settings = new Dictionary<string, string>(Settings(file, name => name));
        foreach (var (name, value) in Settings(file, _ => null))
            settings[name] = value;

        Document.Rows(Path, file).ToDictionary(row => row[0], row => row[2] == "empty" ? "" : row[2]).ShouldBe(settings, ignoreOrder: true);
    }

    private static IEnumerable<KeyValuePair<string, string>> Settings(string file, Func<string, string?> environment) =>
        Leaves("", HoconFiles.Read(Hocon, [file], environment).Root);

    private static IEnumerable<KeyValuePair<string, string>> Leaves(string path, HoconValue value)
    {
        if (value.IsObject())
            return value.GetObject().Items.SelectMany(item => Leaves(path.Length == 0 ? item.Key : $"{path}.{item.Key}", item.Value));
        return [KeyValuePair.Create(path, value.IsArray() ? string.Join(", ", value.GetStringList()) : value.GetString() ?? "")];
    }

    private static Dictionary<string, string> Limits() => typeof(ServerLimits).GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(
        limit => $"{ServerLimits.EnvironmentPrefix}LIMITS__{limit.Name}".ToUpperInvariant(),
        limit => Convert.ToString(limit.GetValue(new ServerLimits()), CultureInfo.InvariantCulture)!);

    private static IEnumerable<string> Sources() => Directory.GetFiles(System.IO.Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));

    [GeneratedRegex("MYAGENT_[A-Z][A-Z_]*[A-Z]")]
    private static partial Regex OwnVariable();

    [GeneratedRegex(@"OTEL_(?:[A-Z_]|\{name\})*[A-Z]")]
    private static partial Regex TelemetryVariable();
}
