using Xunit.Sdk;

namespace MyAgent.Engine.TestSupport;

/// <summary>The numbers of the rules that a test holds, as in the rules' README, for example <c>33b</c>.</summary>
/// <remarks>Run the tests of one with <c>dotnet test --filter Rule=33b</c>.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
[TraitDiscoverer(NamedTraits.Discoverer, NamedTraits.Assembly)]
public sealed class RuleAttribute(params string[] numbers) : Attribute, INamedTraits
{
    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Traits { get; } = [.. numbers.Select(number => new KeyValuePair<string, string>("Rule", number))];
}
