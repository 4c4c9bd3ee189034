using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace MyAgent.Engine.TestSupport;

/// <summary>Hears what one meter measures, and nothing of other meters of the same name.</summary>
public sealed class MeterProbe : IDisposable
{
    private readonly ConcurrentQueue<Measured> _heard = new();
    private readonly MeterListener _listener = new();

    /// <summary>Begins to listen.</summary>
    /// <param name="meter">The meter.</param>
    public MeterProbe(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Everything an instrument has measured, in order; instruments that are observed are asked now.</summary>
    /// <param name="name">The instrument's name.</param>
    /// <param name="tags">What the measurements must be tagged with, each as <c>key=value</c>; others may be there too.</param>
    public IReadOnlyList<double> Of(string name, params string[] tags)
    {
        _listener.RecordObservableInstruments();
        return [.. _heard.Where(measured => measured.Name == name && tags.All(measured.Tags.Contains)).Select(measured => measured.Value)];
    }

    /// <summary>The newest measurement of an instrument that is observed.</summary>
    /// <param name="name">The instrument's name.</param>
    /// <param name="tags">What it must be tagged with, each as <c>key=value</c>.</param>
    public double Now(string name, params string[] tags) => Of(name, tags)[^1];

    /// <summary>Listens no longer.</summary>
    public void Dispose() => _listener.Dispose();

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var texts = new HashSet<string>();
        foreach (var (key, tag) in tags)
            texts.Add(string.Create(CultureInfo.InvariantCulture, $"{key}={tag}"));
        _heard.Enqueue(new Measured(instrument.Name, value, texts));
    }

    private sealed record Measured(string Name, double Value, IReadOnlySet<string> Tags);
}
