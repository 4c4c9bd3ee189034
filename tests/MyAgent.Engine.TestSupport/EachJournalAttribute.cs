using System.Reflection;
using Xunit.Sdk;

namespace MyAgent.Engine.TestSupport;

/// <summary>What the journal is kept in.</summary>
public enum JournalKind
{
    Sqlite,
    Postgres,
}

/// <summary>Runs a test on each journal, behind the arguments that are given; outside CI without PostgreSQL where no server is installed.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EachJournalAttribute(params object[] arguments) : DataAttribute
{
    private static readonly Lazy<JournalKind[]> Kinds = new(() =>
    {
        if (PostgresServer.IsInstalled || Requirement.InCi)
            return [JournalKind.Sqlite, JournalKind.Postgres];
        Console.WriteLine("The tests on PostgreSQL are left out: no server is installed.");
        return [JournalKind.Sqlite];
    });

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Kinds.Value.Select(kind => (object[])[kind, .. arguments]);
}
