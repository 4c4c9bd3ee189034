using System.Collections.Concurrent;
using System.Diagnostics;
using MyAgent.Engine.Akka.Telemetry;

namespace MyAgent.Engine.Akka.Tests.Telemetry;

/// <summary>A client's trace, and the engine's spans in it. Spans of others are passed over.</summary>
internal sealed class SpanProbe : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public SpanProbe()
    {
        Root = new Activity("client").SetIdFormat(ActivityIdFormat.W3C);
        Root.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EngineTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        Root.Start();
    }

    /// <summary>The client's own span: the current one of the test.</summary>
    public Activity Root { get; }

    /// <summary>The spans of the trace that have ended.</summary>
    public IReadOnlyList<Activity> Spans => [.. _ended.Where(span => span.TraceId == Root.TraceId)];

    /// <summary>Waits for a span by its name, and where it is needed its parent.</summary>
    public async Task<Activity> SpanAsync(string name, Activity? parent = null)
    {
        Activity? found = null;
        await Eventually.TrueAsync(() => (found = Spans.FirstOrDefault(span => span.OperationName == name && (parent is null || span.ParentSpanId == parent.SpanId))) is not null);
        return found!;
    }

    public void Dispose()
    {
        Root.Stop();
        _listener.Dispose();
    }
}
