using System.Text.RegularExpressions;
using Akka.Configuration;

namespace MyAgent.Engine.Akka.Configuration;

/// <summary>Reads configuration files in HOCON. <c>key = ${?NAME}</c> takes its value from the environment variable of that name, and is
/// ignored if that is not set or empty; within brackets, <c>[${?NAME}]</c>, the variable is a list separated by commas.</summary>
internal static partial class HoconFiles
{
    /// <summary>Reads files; a later one overrides an earlier one.</summary>
    /// <param name="directory">Their directory.</param>
    /// <param name="names">Their names, in order.</param>
    /// <param name="environment">Returns the value of an environment variable; null if it is not set.</param>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    public static Config Read(string directory, IEnumerable<string> names, Func<string, string?> environment) => names
        .Select(name => ConfigurationFactory.ParseString(Expand(File.ReadAllText(Path.Combine(directory, name)), environment)))
        .Aggregate(Config.Empty, (all, next) => next.WithFallback(all));

    /// <summary>Replaces the names of environment variables by their values.</summary>
    public static string Expand(string hocon, Func<string, string?> environment) =>
        string.Join('\n', hocon.Split('\n').Select(line => ExpandLine(line, environment)).OfType<string>());

    private static string? ExpandLine(string line, Func<string, string?> environment)
    {
        var found = Variable().Match(line);
        if (!found.Success || line.TrimStart().StartsWith('#'))
            return line;
        if (environment(found.Groups["name"].Value) is not { Length: > 0 } value)
            return null;
        var quoted = found.Groups["list"].Success
            ? $"[{string.Join(", ", value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Quote))}]"
            : Quote(value);
        return line[..found.Index] + quoted + line[(found.Index + found.Length)..];
    }

    private static string Quote(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    [GeneratedRegex(@"(?<list>\[)?\$\{\?(?<name>[A-Za-z_][A-Za-z0-9_]*)\}(?(list)\])")]
    private static partial Regex Variable();
}
