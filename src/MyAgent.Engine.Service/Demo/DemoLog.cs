namespace MyAgent.Engine.Service.Demo;

/// <summary>The log of the demonstration: its sentences so far. Thread-safe.</summary>
/// <param name="pace">Tells when they were said.</param>
/// <param name="onLine">Receives each sentence; null for none.</param>
internal sealed class DemoLog(Pace pace, Action<string>? onLine)
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];

    /// <summary>Adds a sentence.</summary>
    public void Add(string sentence, DateTimeOffset at)
    {
        var line = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{pace.Elapsed(at),5:0.0}  {sentence}");
        lock (_gate)
        {
            _lines.Add(line);
            onLine?.Invoke(line);
        }
    }

    /// <summary>The newest sentences, the oldest of them first.</summary>
    public IReadOnlyList<string> Newest(int count)
    {
        lock (_gate)
            return [.. _lines.TakeLast(count)];
    }
}
