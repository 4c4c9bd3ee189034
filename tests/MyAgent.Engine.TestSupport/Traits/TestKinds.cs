using System.Reflection;
using Xunit;

namespace MyAgent.Engine.TestSupport;

/// <summary>The kinds of tests: unit, integration, chaos. Each class of tests has one of them.</summary>
public static class TestKinds
{
    /// <summary>Name of the trait.</summary>
    public const string Trait = "Kind";

    /// <summary>The classes of an assembly that have tests, and no kind or more than one.</summary>
    public static IReadOnlyList<string> ClassesWithoutExactlyOneKind(Assembly tests) =>
        [.. ClassesOfTests(tests).Where(type => KindsOf(type) != 1).Select(type => type.FullName!).Order(StringComparer.Ordinal)];

    /// <summary>The classes of an assembly that have tests.</summary>
    public static IEnumerable<Type> ClassesOfTests(Assembly tests) =>
        tests.GetTypes().Where(type => !type.IsAbstract && type.GetMethods().Any(method => method.GetCustomAttribute<FactAttribute>() is not null));

    private static int KindsOf(Type type) =>
        type.GetCustomAttributes().OfType<INamedTraits>().SelectMany(attribute => attribute.Traits).Count(trait => trait.Key == Trait);
}
