using Xunit.Abstractions;
using Xunit.Sdk;

namespace MyAgent.Engine.TestSupport;

/// <summary>An attribute that gives tests the traits that it lists.</summary>
public interface INamedTraits : ITraitAttribute
{
    /// <summary>Name and value of each trait.</summary>
    IReadOnlyList<KeyValuePair<string, string>> Traits { get; }
}

/// <summary>Reads the traits of <see cref="INamedTraits"/>. xunit creates it by its name.</summary>
public sealed class NamedTraits : ITraitDiscoverer
{
    /// <summary>Full name of this class, for <see cref="TraitDiscovererAttribute"/>.</summary>
    public const string Discoverer = "MyAgent.Engine.TestSupport.NamedTraits";

    /// <summary>Name of the assembly of this class, for <see cref="TraitDiscovererAttribute"/>.</summary>
    public const string Assembly = "MyAgent.Engine.TestSupport";

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) =>
        traitAttribute.GetNamedArgument<IReadOnlyList<KeyValuePair<string, string>>>(nameof(INamedTraits.Traits));
}
