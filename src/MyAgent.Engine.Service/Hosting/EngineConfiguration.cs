using Akka.Configuration;
using MyAgent.Engine.Akka.Configuration;
using MyAgent.Engine.Service.Commands;

namespace MyAgent.Engine.Service.Hosting;

/// <summary>Reads the configuration of the actors.</summary>
internal static class EngineConfiguration
{
    /// <summary>The environment variable that names a directory with other configuration files.</summary>
    private const string Variable = "MYAGENT_HOCON";

    /// <summary>Reads files of the configuration's directory; what a later one says overrides an earlier one.</summary>
    /// <param name="files">The files.</param>
    /// <param name="environment">Gives an environment variable's value; null for one that is not set.</param>
    /// <exception cref="WrongCallException">The configuration cannot be read.</exception>
    public static Config Read(IEnumerable<string> files, Func<string, string?> environment)
    {
        var directory = environment(Variable) is { Length: > 0 } named ? named : Path.Combine(AppContext.BaseDirectory, "hocon");
        try
        {
            return HoconFiles.Read(directory, files, environment);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new WrongCallException($"The configuration in '{directory}' cannot be read. {bad.Message}");
        }
    }
}
