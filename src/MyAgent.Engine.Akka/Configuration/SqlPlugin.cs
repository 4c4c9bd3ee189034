using Akka.Configuration;

namespace MyAgent.Engine.Akka.Configuration;

/// <summary>Configures Akka.Persistence.Sql as journal and snapshot store.</summary>
internal static class SqlPlugin
{
    /// <summary>The configuration of its connection.</summary>
    /// <param name="connectionString">The connection string of the ADO.NET provider.</param>
    public static Config Connect(string connectionString)
    {
        var quoted = connectionString.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return ConfigurationFactory.ParseString($$"""
            akka.persistence.journal.sql.connection-string = "{{quoted}}"
            akka.persistence.snapshot-store.sql.connection-string = "{{quoted}}"
            """);
    }
}
