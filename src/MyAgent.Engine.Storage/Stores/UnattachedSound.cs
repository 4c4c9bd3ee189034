namespace MyAgent.Engine.Storage;

/// <summary>A sound that is stored completely, and not known to belong to a contact.</summary>
/// <param name="MessageId">The id of the voice message.</param>
/// <param name="After">The ordering of the journal's newest event when the upload began: an event that attaches the message has a later one.</param>
internal sealed record UnattachedSound(string MessageId, long After);
