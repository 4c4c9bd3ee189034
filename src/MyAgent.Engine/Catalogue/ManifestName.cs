namespace MyAgent.Engine.Catalogue;

/// <summary>Names types for output and for random streams: by manifest, so that a class can be renamed and neither changes.</summary>
internal static class ManifestName
{
    /// <summary>The manifest of a type in Pascal case: <c>OfferEnded</c> for <c>offer-ended</c>.</summary>
    /// <exception cref="ArgumentException">The type has no manifest.</exception>
    public static string Of(Type type) =>
        string.Concat(Manifests.Of(type).Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
