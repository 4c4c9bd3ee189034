using System.Text.Json;
using System.Text.Json.Serialization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Agents;

/// <summary>What is configured of an agent, apart from its name and its assignments.</summary>
/// <param name="Endpoint">The telephone at which the agent logs in where the log-in names none (rule 28); null (the default) for none. A change takes effect at the
/// next log-in.</param>
/// <param name="LeaseSeconds">How long the agent may be silent before it counts as absent (rule 30), in seconds, 10 to 3600; null (the default) for as long as it
/// likes.</param>
/// <param name="AutoClosePopUp">Whether the pop-up closes with the contact, and that of a callback with its outcome (rule 1): for an agent without a desk. Default false. A
/// change takes effect at the next end of a contact or outcome.</param>
public sealed record AgentSettings(
    EndpointId? Endpoint = null,
    [property: SettingRange(10, Max = 3600)] double? LeaseSeconds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool AutoClosePopUp = false)
{
    /// <summary>An agent for which nothing is configured.</summary>
    internal static readonly AgentSettings None = new();
}

/// <summary>The JSON of <see cref="AgentSettings"/>, to which changes are applied.</summary>
[JsonSerializable(typeof(AgentSettings))]
internal sealed partial class AgentSettingsJson : JsonSerializerContext
{
    /// <summary>As in the journal. Read-only once it has been used.</summary>
    public static JsonSerializerOptions Strict => Lazily.Strict;

    /// <summary>Made when it is first asked for: <see cref="Default"/>, in the generated part, must have been made before it.</summary>
    private static class Lazily
    {
        public static readonly JsonSerializerOptions Strict = StrictJson.For(Default);
    }
}
