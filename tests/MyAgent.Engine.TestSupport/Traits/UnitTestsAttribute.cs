using Xunit.Sdk;

namespace MyAgent.Engine.TestSupport;

/// <summary>Marks a class of unit tests: no process, no socket, no database server, no long random run. All of them together take seconds.</summary>
/// <remarks>Run them with <c>dotnet test --filter Kind=Unit</c>.</remarks>
[AttributeUsage(AttributeTargets.Class)]
[TraitDiscoverer(NamedTraits.Discoverer, NamedTraits.Assembly)]
public sealed class UnitTestsAttribute : Attribute, INamedTraits
{
    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Traits { get; } = [new(TestKinds.Trait, "Unit")];
}
