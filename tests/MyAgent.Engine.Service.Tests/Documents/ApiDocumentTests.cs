using MyAgent.Engine.Service.Tests.Security;

namespace MyAgent.Engine.Service.Tests.Documents;

/// <summary>The page about the API has every operation, with those who may call it. The table that it is compared with is held
/// against the server by <see cref="RolesTests"/>.</summary>
[UnitTests]
public sealed class ApiDocumentTests
{
    [Fact]
    public void Every_operation_is_described_with_those_who_may_call_it() =>
        Document.Rows("deploy/api.md", "Operations").Select(row => (row[0], row[1], row[3]))
            .ShouldBe(AccessTable.Rows.Where(row => row.Route.StartsWith("/v1/", StringComparison.Ordinal))
                .Select(row => (row.Method, row.Route["/v1".Length..].TrimEnd('/'), CallersOf(row.Allowed))));

    private static string CallersOf(string allowed)
    {
        List<string> callers = [];
        if (allowed.Contains('c'))
            callers.Add("connector");
        if (allowed.Contains('o'))
            callers.Add(allowed.Contains('x') ? "agent" : "own agent");
        if (allowed.Contains('t') && !allowed.Contains('c'))
            callers.Add("telephone connector");
        if (allowed.Contains('s'))
            callers.Add("supervisor");
        if (allowed.Contains('a'))
            callers.Add("admin");
        return string.Join(", ", callers);
    }
}
