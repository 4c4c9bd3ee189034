using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Catalogue;

[UnitTests]
public sealed class ManifestNameTests
{
    /// <summary>Seeds and output depend on these names: they follow the frozen manifests, whatever the classes are called.</summary>
    [Fact]
    public void A_name_is_the_manifest_in_Pascal_case() =>
        new[] { ManifestName.Of(typeof(ContactMoved)), ManifestName.Of(typeof(OfferEnded)) }.ShouldBe(["ContactMoved", "OfferEnded"]);
}
