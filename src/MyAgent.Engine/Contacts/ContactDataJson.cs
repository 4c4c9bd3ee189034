using System.Text.Json;
using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Contacts;

/// <summary>The JSON of <see cref="ContactData"/>, to which changes are applied.</summary>
[JsonSerializable(typeof(ContactData))]
internal sealed partial class ContactDataJson : JsonSerializerContext
{
    /// <summary>As in the journal. Read-only once it has been used.</summary>
    public static JsonSerializerOptions Strict => Lazily.Strict;

    /// <summary>Made when it is first asked for: <see cref="Default"/>, in the generated part, must have been made before it.</summary>
    private static class Lazily
    {
        public static readonly JsonSerializerOptions Strict = StrictJson.For(Default);
    }
}
