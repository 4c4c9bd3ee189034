using Akka.Configuration;

namespace MyAgent.Engine.Akka.Configuration;

/// <summary>Configures Akka.Persistence.Sql as journal and snapshot store.</summary>
internal static class SqlPlugin
{
    /// <summary>Tells it how to reach the database.</summary>
    /// <param name="connectionString">As its ADO.NET provider takes it.</param>
    public static Config Connect(string connectionString)
    {
        var quoted = connectionString.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return ConfigurationFactory.ParseString($$"""
            akka.persistence.journal.sql.connection-string = "{{quoted}}"
            akka.persistence.snapshot-store.sql.connection-string = "{{quoted}}"
            """);
    }
}
