namespace MyAgent.Engine.Contacts;

/// <summary>The wrap-up codes of a queue as an offer carries them, for the agent to act on them without its queue (rule 32). They hold until the agent's wrap-up after that
/// contact ends, whatever the queue's settings become meanwhile.</summary>
/// <param name="Codes">The codes that the agent may choose from; at least one.</param>
/// <param name="Required">Whether the agent must choose one before <em>Available</em>.</param>
/// <param name="Default">The code that is recorded where the agent has chosen none; null for none. Never null where a code is required.</param>
public sealed record OfferedCodes(IReadOnlyList<WrapUpCodeId> Codes, bool Required = false, WrapUpCodeId? Default = null);
