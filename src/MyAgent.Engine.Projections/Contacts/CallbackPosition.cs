namespace MyAgent.Engine.Projections.Contacts;

/// <summary>The place of a callback among all callbacks.</summary>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="Ordering">The place in the journal of the event that made it one, or brought it into its queue.</param>
internal readonly record struct CallbackPosition(DateTimeOffset RequestedAt, long Ordering) : IComparable<CallbackPosition>
{
    /// <inheritdoc/>
    public int CompareTo(CallbackPosition other)
    {
        var byTime = RequestedAt.CompareTo(other.RequestedAt);
        return byTime != 0 ? byTime : Ordering.CompareTo(other.Ordering);
    }
}
