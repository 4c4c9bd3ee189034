namespace MyAgent.Engine.Entities;

/// <summary>A message that a decision wants delivered.</summary>
/// <param name="To">The entity it is for.</param>
/// <param name="Message">What is said.</param>
/// <param name="Forwarded">True where the receiver decides in the sender's place: it gets the cause and the waiting client as well.</param>
internal readonly record struct Send(EntityAddress To, IMessage Message, bool Forwarded = false);

/// <summary>An answer to a client that waits.</summary>
/// <param name="To">Where the host delivers it.</param>
/// <param name="Answer">Makes the answer; called after the decision's events have been applied.</param>
internal readonly record struct Reply(string To, Func<IAnswer> Answer);

/// <summary>What an entity makes of a message: what happened, what it learned, what it says to others, what it answers.
/// Making a decision changes nothing; a host applies it.</summary>
internal sealed class Decision
{
    private List<IEvent>? _events;
    private List<IVolatileChange>? _changes;
    private List<Send>? _sends;
    private List<Reply>? _replies;

    /// <summary>What happened, in order. Journaled.</summary>
    public IReadOnlyList<IEvent> Events => _events ?? (IReadOnlyList<IEvent>)[];

    /// <summary>The changes of volatile state, applied after the events. Not journaled.</summary>
    public IReadOnlyList<IVolatileChange> VolatileChanges => _changes ?? (IReadOnlyList<IVolatileChange>)[];

    /// <summary>What is said to other entities.</summary>
    public IReadOnlyList<Send> Sends => _sends ?? (IReadOnlyList<Send>)[];

    /// <summary>The answers, given once the events are on disk.</summary>
    public IReadOnlyList<Reply> Replies => _replies ?? (IReadOnlyList<Reply>)[];

    /// <summary>The cause of the events, where it is not that of the message: a command whose answer had to wait for another entity.</summary>
    public Cause? Cause { get; private set; }

    /// <summary>True where the decision does nothing at all.</summary>
    public bool IsEmpty => _events is null && _changes is null && _sends is null && _replies is null;

    /// <summary>Adds an event.</summary>
    public Decision With(IEvent happened)
    {
        (_events ??= []).Add(happened);
        return this;
    }

    /// <summary>Adds a change of volatile state.</summary>
    public Decision Changing(IVolatileChange change)
    {
        (_changes ??= []).Add(change);
        return this;
    }

    /// <summary>Adds a message to another entity.</summary>
    public Decision Sending(EntityAddress to, IMessage message, bool forwarded = false)
    {
        (_sends ??= []).Add(new Send(to, message, forwarded));
        return this;
    }

    /// <summary>Adds an answer; without effect where <paramref name="to"/> is null, because no client waits.</summary>
    public Decision Answering(string? to, Func<IAnswer> answer)
    {
        if (to is not null)
            (_replies ??= []).Add(new Reply(to, answer));
        return this;
    }

    /// <summary>Names the cause of the events, where it is not that of the message.</summary>
    public Decision CausedBy(Cause cause)
    {
        Cause = cause;
        return this;
    }
}
