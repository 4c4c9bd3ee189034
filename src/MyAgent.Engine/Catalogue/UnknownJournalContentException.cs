namespace MyAgent.Engine.Catalogue;

/// <summary>The journal holds something that this version cannot read: it was written by a newer one, or it is damaged. Nothing is
/// guessed and nothing is skipped, because that would be another history.</summary>
/// <param name="manifest">The manifest of what cannot be read.</param>
/// <param name="reason">What is wrong with it, as a sentence.</param>
/// <param name="inner">What the JSON reader said, if anything.</param>
internal sealed class UnknownJournalContentException(string manifest, string reason, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>The manifest of what cannot be read.</summary>
    public string Manifest { get; } = manifest;
}
