using Xunit;

namespace MyAgent.Engine.TestSupport;

/// <summary>A test of what PostgreSQL alone does.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = Requirement.Skip(PostgresServer.IsInstalled, "No PostgreSQL server is installed.");
}
