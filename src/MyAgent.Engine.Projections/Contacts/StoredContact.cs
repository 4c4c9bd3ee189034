using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Projections.Contacts;

/// <summary>A contact in one queue, as it is stored.</summary>
/// <param name="Arrived">The ordering of the event that brought it there, or sent it on at once.</param>
/// <param name="Changed">The ordering of the last event that changed it.</param>
/// <param name="Place">The contact and its queue.</param>
/// <param name="Record">The contact; null if it was redirected at once or refused.</param>
/// <param name="CallbackOrdering">The event that made it a callback, or brought it there as one.</param>
internal sealed record StoredContact(long Arrived, long Changed, ContactKey Place, ContactRecord? Record, long CallbackOrdering)
{
    /// <summary>When it was redirected at once or refused; null if there is a <see cref="Record"/>, which has its times.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The queue that has taken it over, or that it was sent to; null for none.</summary>
    public QueueId? MovedTo { get; init; }

    /// <summary>Whether it was not let in.</summary>
    public bool WasRefused { get; init; }

    /// <summary>Whether nothing more happens to it in this queue.</summary>
    public bool IsOver => HasLeft || WasRefused || Record is { State: ContactState.Done };

    /// <summary>When it was done or was not let in; null if it is open. For one that went to another queue, when it came here.</summary>
    public DateTimeOffset? EndedAt => Record switch
    {
        null => At,
        { State: ContactState.Done } => Record.FinishedAt,
        _ => HasLeft ? Record.EnteredAt : null,
    };

    /// <summary>Whether its own queue has let go of it: until then it counts as being there.</summary>
    public bool HasLeft { get; init; }
}
