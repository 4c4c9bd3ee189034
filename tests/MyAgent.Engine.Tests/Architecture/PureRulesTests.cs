using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Tests.Architecture;

/// <summary>The rules know no clock, no chance, no thread, no database and no actor framework: read from the compiled assembly.</summary>
[UnitTests]
public sealed class PureRulesTests
{
    private static readonly string[] Clocks =
    [
        "DateTime.get_Now", "DateTime.get_UtcNow", "DateTime.get_Today", "DateTimeOffset.get_Now", "DateTimeOffset.get_UtcNow",
        "Environment.get_TickCount", "Environment.get_TickCount64", "Guid.NewGuid", "Guid.CreateVersion7",
    ];

    private static readonly string[] Types = ["TimeProvider", "Stopwatch", "Random", "RandomNumberGenerator", "Thread",
        "ThreadPool", "Timer", "File", "FileStream", "HttpClient", "Socket"];

    [Fact]
    public void The_rules_reference_nothing_but_the_base_class_library() =>
        typeof(IEntity).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!)
            .ShouldAllBe(name => name.StartsWith("System.", StringComparison.Ordinal) || name == "System");

    [Fact]
    public void The_rules_read_no_clock_and_take_no_chance() => Members().Intersect(Clocks).ShouldBeEmpty();

    [Fact]
    public void The_rules_use_no_thread_no_timer_and_no_outside_world() =>
        Members().Select(member => member[..member.IndexOf('.', StringComparison.Ordinal)]).Intersect(Types).ShouldBeEmpty();

    [Fact]
    public void The_rules_hold_no_address_of_the_HTTP_API()
    {
        var texts = Texts();
        texts.ShouldContain("unknownQueue");
        texts.ShouldAllBe(text => !text.Contains("/v1", StringComparison.Ordinal) && !text.Contains("http", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void No_entity_speaks_of_tasks() =>
        typeof(IEntity).Assembly.GetTypes()
            .Where(type => typeof(IEntity).IsAssignableFrom(type))
            .SelectMany(type => type.GetMethods())
            .ShouldAllBe(method => !typeof(Task).IsAssignableFrom(method.ReturnType));

    /// <summary>The text literals of the rules.</summary>
    private static List<string> Texts()
    {
        using var file = new PEReader(File.OpenRead(typeof(IEntity).Assembly.Location));
        var metadata = file.GetMetadataReader();
        List<string> texts = [];
        for (var text = metadata.GetNextHandle(MetadataTokens.UserStringHandle(0)); !text.IsNil; text = metadata.GetNextHandle(text))
            texts.Add(metadata.GetUserString(text));
        return texts;
    }

    private static IEnumerable<string> Members()
    {
        using var file = new PEReader(File.OpenRead(typeof(IEntity).Assembly.Location));
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata.MemberReferences.Select(metadata.GetMemberReference)
                .Where(member => member.Parent.Kind == HandleKind.TypeReference)
                .Select(member =>
                    $"{metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name)}.{metadata.GetString(member.Name)}"),
        ];
    }
}
