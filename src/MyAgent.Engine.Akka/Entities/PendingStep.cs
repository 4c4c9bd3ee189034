using System.Diagnostics;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>A step of an entity whose events are not all on disk yet: none of its messages and answers has been sent.</summary>
/// <param name="step">The step.</param>
/// <param name="snapshot">Serializes the snapshot that is due with it; null for none.</param>
/// <param name="span">The span of the message; null if it is not traced.</param>
internal sealed class PendingStep(EntityStep step, Func<SnapshotReady>? snapshot, Activity? span)
{
    private readonly Activity? _commit = step.Recorded.Count > 0 ? EngineTracing.BeginCommit(span, step.Recorded.Count) : null;
    private int _unwritten = step.Recorded.Count;

    public EntityStep Step => step;

    /// <summary>Where an answer is awaited (<see cref="Envelope.ReplyTo"/>): from this entity, or from one to which it forwards the command.</summary>
    public IEnumerable<string> Waiting =>
        step.Replies.Select(reply => reply.To).Concat(step.Sends.Select(sent => sent.ReplyTo).OfType<string>());

    /// <summary>Serializes the snapshot that is due with it; null for none.</summary>
    public Func<SnapshotReady>? Snapshot => snapshot;

    /// <summary>The trace context of the messages that it sends; null if it is not traced.</summary>
    public string? TraceParent => span?.Id;

    /// <summary>Counts one event as written.</summary>
    /// <returns>True for the last one.</returns>
    public bool EventWritten() => --_unwritten == 0;

    /// <summary>Ends the span of the commit: all events are on disk.</summary>
    public void EndCommit() => EngineTracing.End(_commit);

    /// <summary>Ends the span of the message.</summary>
    /// <param name="failure">Why it failed; null if it did not.</param>
    public void End(string? failure)
    {
        EngineTracing.End(_commit, failure);
        EngineTracing.End(span, failure);
    }
}
