using Xunit.Sdk;

namespace MyAgent.Engine.TestSupport;

/// <summary>Marks a class of chaos tests: killed processes, broken networks, injected faults, long random runs.</summary>
/// <remarks>Run them with <c>dotnet test --filter Kind=Chaos</c>.</remarks>
[AttributeUsage(AttributeTargets.Class)]
[TraitDiscoverer(NamedTraits.Discoverer, NamedTraits.Assembly)]
public sealed class ChaosTestsAttribute : Attribute, INamedTraits
{
    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Traits { get; } = [new(TestKinds.Trait, "Chaos")];
}
