using System.Diagnostics;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Telemetry;

/// <summary>The spans of the engine, from the source <c>MyAgent.Engine.Akka</c>: one for each message of an entity, until its messages and answers have been sent,
/// and within it one for the commit. Without a listener no span is created.</summary>
internal static class EngineTracing
{
    /// <summary>The name of the source.</summary>
    public const string SourceName = "MyAgent.Engine.Akka";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The W3C trace context of the code that sends a message to an entity from outside; null without a listener.</summary>
    public static string? Current => Source.HasListeners() && Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    /// <summary>Begins the span of a message, or of a deadline. It names the entity, but no caller's number. Null
    /// without a listener, or if the origin of the message is not traced.</summary>
    /// <param name="entity">The entity that handles it.</param>
    /// <param name="envelope">The message; null for a deadline.</param>
    public static Activity? BeginStep(EntityAddress entity, Envelope? envelope)
    {
        if (!Source.HasListeners() || !TryGetParent(envelope, out var parent))
            return null;
        var what = envelope is null ? "deadline" : Manifests.Of(envelope.Message.GetType());
        return Detached(entity.Kind, what, parent)?
            .SetTag("myagent.entity", entity.Kind == EntityKind.Caller ? "caller" : entity.PersistenceId)
            .SetTag("myagent.message", what)
            .SetTag("myagent.by", envelope?.Cause.By is { } by && by.StartsWith("caller-", StringComparison.Ordinal) ? "caller" : envelope?.Cause.By)
            .SetTag("myagent.command.id", envelope?.Cause.CommandId);
    }

    /// <summary>Begins the span of the commit within that of a message; null if the message has none.</summary>
    /// <param name="step">The span of the message.</param>
    /// <param name="events">The number of events to write.</param>
    public static Activity? BeginCommit(Activity? step, int events) =>
        step is null ? null : Detached(null, "commit", step.Context)?.SetTag("myagent.events", events);

    /// <summary>Ends a span.</summary>
    /// <param name="span">The span; null for none.</param>
    /// <param name="failure">What failed; null if nothing did.</param>
    public static void End(Activity? span, string? failure = null)
    {
        if (span is null)
            return;
        if (failure is not null)
            span.SetStatus(ActivityStatusCode.Error, failure);
        var current = Activity.Current;
        span.Stop();
        Activity.Current = current;
    }

    private static bool TryGetParent(Envelope? envelope, out ActivityContext parent)
    {
        parent = default;
        return envelope is null || (envelope.TraceParent is { } given && ActivityContext.TryParse(given, traceState: null, isRemote: true, out parent));
    }

    /// <summary>Begins a span that is not the current one of its thread: an actor handles other messages before the span ends.</summary>
    private static Activity? Detached(EntityKind? kind, string what, ActivityContext parent)
    {
        var current = Activity.Current;
        Activity.Current = null;
        var span = Source.StartActivity(kind is { } of ? $"{of.ToString().ToLowerInvariant()} {what}" : what, ActivityKind.Internal, parent);
        Activity.Current = current;
        return span;
    }
}
