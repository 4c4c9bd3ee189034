using Akka.Configuration;
using MyAgent.Engine.Akka.Configuration;
using MyAgent.Engine.Service.Commands;

namespace MyAgent.Engine.Service.Hosting;

/// <summary>Reads the configuration of the actors.</summary>
internal static class EngineConfiguration
{
    /// <summary>The environment variable that names a directory with other configuration files.</summary>
    private const string Variable = "MYAGENT_HOCON";

    private const string RecoveryGrace = "myagent.recovery-grace";
    private static readonly TimeSpan MaxRecoveryGrace = TimeSpan.FromMinutes(5);

    /// <summary>Reads files of the configuration's directory; what a later one says overrides an earlier one.</summary>
    /// <param name="files">The files.</param>
    /// <param name="environment">Gives an environment variable's value; null for one that is not set.</param>
    /// <exception cref="WrongCallException">The configuration cannot be read.</exception>
    public static Config Read(IEnumerable<string> files, Func<string, string?> environment)
    {
        var directory = environment(Variable) is { Length: > 0 } named ? named : Path.Combine(AppContext.BaseDirectory, "hocon");
        try
        {
            var config = HoconFiles.Read(directory, files, environment);
            RequireRecoveryGrace(config);
            return config;
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new WrongCallException($"The configuration in '{directory}' cannot be read. {bad.Message}");
        }
    }

    /// <summary>How long what was open during an outage is not held against anybody (rule 33c).</summary>
    public static TimeSpan RecoveryGraceOf(Config config) => config.GetTimeSpan(RecoveryGrace);

    private static void RequireRecoveryGrace(Config config)
    {
        if (RecoveryGraceOf(config) is var grace && (grace < TimeSpan.Zero || grace > MaxRecoveryGrace))
            throw new FormatException($"{RecoveryGrace} is {grace.TotalSeconds} s; it must be from 0 s to {MaxRecoveryGrace.TotalSeconds} s.");
    }
}
