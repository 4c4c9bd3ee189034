namespace MyAgent.Engine.Embedded.Tests;

/// <summary>A test of what PostgreSQL alone does; left out where no server is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.IsInstalled ? null : "No PostgreSQL server is installed.";
}
