using System.Globalization;
using Xunit.Sdk;

namespace MyAgent.Engine.TestSupport;

/// <summary>The numbers of the laws that a test holds, as in the rules' README.</summary>
/// <remarks>Run the tests of one with <c>dotnet test --filter Law=16</c>.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
[TraitDiscoverer(NamedTraits.Discoverer, NamedTraits.Assembly)]
public sealed class LawAttribute(params int[] numbers) : Attribute, INamedTraits
{
    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Traits { get; } =
        [.. numbers.Select(number => new KeyValuePair<string, string>("Law", number.ToString(CultureInfo.InvariantCulture)))];
}
