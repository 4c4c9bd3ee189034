using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Service.Commands.Replay;

/// <summary>One contact of recorded traffic.</summary>
/// <param name="Line">The line of the file it stands in.</param>
/// <param name="At">When it came.</param>
/// <param name="QueueId">The queue it came to.</param>
/// <param name="Media">What it came by.</param>
/// <param name="Caller">Who it was from; null where the number was withheld.</param>
/// <param name="Handle">How long an agent had it.</param>
/// <param name="Patience">How long the caller waits for an agent; null for as long as it takes.</param>
/// <param name="Callback">Whether the caller, out of patience, asks to be called back instead of hanging up. Without a patience: as
/// soon as there is no agent at once.</param>
/// <param name="IsDirect">Whether it is a callback that was requested without a call; the number to call is then that of the caller.</param>
internal sealed record RecordedContact(
    int Line, DateTimeOffset At, QueueId QueueId, Media Media, CallerAddress? Caller, TimeSpan Handle, TimeSpan? Patience, bool Callback, bool IsDirect)
{
    /// <summary>When the caller stops to wait; null for never.</summary>
    public DateTimeOffset? GivesUpAt => Patience is { } patience ? At + patience : Callback ? At : null;
}
