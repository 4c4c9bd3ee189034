using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace MyAgent.Engine.TestSupport;

/// <summary>Records the measurements of one meter, without those of other meters of the same name.</summary>
public sealed class MeterProbe : IDisposable
{
    private readonly ConcurrentQueue<Measurement> _measurements = new();
    private readonly MeterListener _listener = new();

    /// <summary>Starts to record.</summary>
    /// <param name="meter">The meter.</param>
    public MeterProbe(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Everything an instrument has measured, in order; instruments that are observed are asked now.</summary>
    /// <param name="name">The instrument's name.</param>
    /// <param name="tags">What the measurements must be tagged with, each as <c>key=value</c>; others may be there too.</param>
    public IReadOnlyList<double> Of(string name, params string[] tags)
    {
        _listener.RecordObservableInstruments();
        return [.. _measurements.Where(measured => measured.Name == name && tags.All(measured.Tags.Contains)).Select(measured => measured.Value)];
    }

    /// <summary>The newest measurement of an instrument that is observed.</summary>
    /// <param name="name">The instrument's name.</param>
    /// <param name="tags">What it must be tagged with, each as <c>key=value</c>.</param>
    public double Now(string name, params string[] tags) => Of(name, tags)[^1];

    /// <summary>Stops recording.</summary>
    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var texts = new HashSet<string>();
        foreach (var (key, tag) in tags)
            texts.Add(string.Create(CultureInfo.InvariantCulture, $"{key}={tag}"));
        _measurements.Enqueue(new Measurement(instrument.Name, value, texts));
    }

    private sealed record Measurement(string Name, double Value, IReadOnlySet<string> Tags);
}
