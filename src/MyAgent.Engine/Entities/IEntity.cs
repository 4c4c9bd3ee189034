namespace MyAgent.Engine.Entities;

/// <summary>An agent, a queue, a caller or an endpoint: state that changes by events alone. It knows no clock, no thread, no database
/// and no actor framework. Not safe for use by several threads: a host lets one message at a time in.</summary>
internal interface IEntity
{
    /// <summary>Who it is.</summary>
    EntityAddress Address { get; }

    /// <summary>Whether it has been defined: an agent has a name, a queue a policy, and of a caller something was set. One that was never
    /// defined may have events all the same: journals of earlier versions hold the refusals it gave.</summary>
    bool Exists { get; }

    /// <summary>How many events have been applied: the journal's sequence number of the last one.</summary>
    long Revision { get; }

    /// <summary>When the newest event happened; <see cref="DateTimeOffset.MinValue"/> before the first.</summary>
    DateTimeOffset LastEventAt { get; }

    /// <summary>Decides what a message leads to. Changes nothing; the same state and message give the same decision.</summary>
    /// <param name="envelope">The message, its cause, and who waits for the answer.</param>
    /// <param name="now">The instant, by the engine's clock.</param>
    Decision Decide(Envelope envelope, DateTimeOffset now);

    /// <summary>Decides the next thing that the state itself calls for at this instant: a deadline that has come, a match that is
    /// due. Null where it is at rest. A host calls it after every message and at <see cref="NextDeadline"/>, until it returns null.</summary>
    /// <param name="now">The instant, by the engine's clock.</param>
    Decision? ProcessDue(DateTimeOffset now);

    /// <summary>The instant at which <see cref="ProcessDue"/> wants to be asked next; null for none. Derived from state.</summary>
    DateTimeOffset? NextDeadline { get; }

    /// <summary>Applies an event: the only place where journaled state changes.</summary>
    void Apply(RecordedEvent recorded);

    /// <summary>Applies a change of volatile state, which is not journaled.</summary>
    void Apply(IVolatileChange change);

    /// <summary>The state after <see cref="Revision"/> events, without anything that is not journaled.</summary>
    ISnapshot TakeSnapshot();
}

/// <summary>An entity's journaled state, ready to be written. It can always be thrown away and made again from the journal.</summary>
internal interface ISnapshot
{
    /// <summary>How many events it stands for.</summary>
    long Revision { get; }
}
