using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Contacts;

/// <summary>The id of a wrap-up code, unique in its queue (rule 32).</summary>
/// <param name="Value">Its text.</param>
[JsonConverter(typeof(TextIdConverter<WrapUpCodeId>))]
public readonly record struct WrapUpCodeId(string Value) : ITextId<WrapUpCodeId>
{
    /// <inheritdoc/>
    public static WrapUpCodeId FromText(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
