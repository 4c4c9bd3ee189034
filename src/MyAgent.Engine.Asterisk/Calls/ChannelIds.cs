namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>The ids of channels, bridges, sounds and recordings. They carry the state: a connector that reads Asterisk's channels knows what each of them is,
/// also after a restart of the connector. A contact is named after its connector and its caller's channel, because two Asterisks may name channels alike.</summary>
internal static class ChannelIds
{
    /// <summary>The variable of an agent's channel that names its offer, where that is another one than in the channel's id: the agent was handed the call.</summary>
    public const string OfferVariable = "MYAGENTOFFER";

    private const string AgentPrefix = "ag-", CallbackPrefix = "cb-", BridgePrefix = "br-", RecordingPrefix = "myagent-";

    /// <summary>The contact of a caller's channel.</summary>
    public static string ContactOf(string connector, string channel) => $"{connector}-{channel}";

    /// <summary>The channel to an agent's telephone for an offer.</summary>
    public static string OfAgent(string offer) => AgentPrefix + offer;

    /// <summary>The channel to a caller who is called back for an offer.</summary>
    public static string OfCalledBack(string offer) => CallbackPrefix + offer;

    /// <summary>The bridge of an offer's call.</summary>
    public static string OfBridge(string offer) => BridgePrefix + offer;

    /// <summary>The recording of a contact's voice message.</summary>
    public static string OfRecording(string contact) => RecordingPrefix + contact;

    /// <summary>The contact of a recording; null where it is none of the connector's.</summary>
    public static string? ContactOfRecording(string recording) => After(RecordingPrefix, recording);

    /// <summary>The offer for which a channel rings an agent; null where it is no such channel.</summary>
    public static string? OfferOfAgent(string channel) => After(AgentPrefix, channel);

    /// <summary>The offer for which a channel calls a caller back; null where it is no such channel.</summary>
    public static string? OfferOfCalledBack(string channel) => After(CallbackPrefix, channel);

    /// <summary>The offer of a bridge; null where it is none of the connector's.</summary>
    public static string? OfferOfBridge(string bridge) => After(BridgePrefix, bridge);

    private static string? After(string prefix, string id) => id.StartsWith(prefix, StringComparison.Ordinal) ? id[prefix.Length..] : null;
}
