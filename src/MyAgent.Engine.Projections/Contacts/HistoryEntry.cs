namespace MyAgent.Engine.Projections.Contacts;

/// <summary>A contact in memory, in one queue. Not safe for use by several threads.</summary>
/// <param name="arrived">The ordering of the event that brought it there.</param>
/// <param name="record">The contact.</param>
internal sealed class HistoryEntry(long arrived, ContactRecord record)
{
    public static readonly IComparer<HistoryEntry> ByRequest = Comparer<HistoryEntry>.Create((one, other) => one.CallbackPosition.CompareTo(other.CallbackPosition));

    private CallbackPosition? _sought;

    /// <summary>The event that brought it in.</summary>
    public long Arrived { get; } = arrived;

    /// <summary>The last event that changed it.</summary>
    public long Changed { get; set; } = arrived;

    public ContactKey Place => new(Record.QueueId, Record.ContactId);

    /// <summary>The event that made it a callback or brought it into this queue as one: settles requests of one instant.</summary>
    public long CallbackOrdering { get; set; } = arrived;

    public ContactRecord Record { get; set; } = record;

    public CallbackPosition CallbackPosition => _sought ?? new CallbackPosition(Record.RequestedAt!.Value, CallbackOrdering);

    /// <summary>A key for searching the callbacks by position.</summary>
    public static HistoryEntry At(CallbackPosition place) => new(0, null!) { _sought = place };
}
