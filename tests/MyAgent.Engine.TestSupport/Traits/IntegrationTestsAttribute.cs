using Xunit.Sdk;

namespace MyAgent.Engine.TestSupport;

/// <summary>Marks a class of integration tests: they use files, databases, sockets, the actor system, processes or a browser.</summary>
/// <remarks>Run them with <c>dotnet test --filter Kind=Integration</c>.</remarks>
[AttributeUsage(AttributeTargets.Class)]
[TraitDiscoverer(NamedTraits.Discoverer, NamedTraits.Assembly)]
public sealed class IntegrationTestsAttribute : Attribute, INamedTraits
{
    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Traits { get; } = [new(TestKinds.Trait, "Integration")];
}
