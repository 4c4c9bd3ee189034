namespace MyAgent.Engine.Service.Demo;

/// <summary>The pace of the demonstration. Its times are in beats, so that a shorter one plays the same scenario faster.</summary>
/// <param name="seconds">How long the demonstration is to last, in seconds.</param>
internal sealed class Pace(int seconds)
{
    /// <summary>The length of the scenario, in beats of one second.</summary>
    public const int ScenarioBeats = 30;

    /// <summary>Callers come at random after this, where there is time left for them.</summary>
    public const double RandomFromBeat = 18;

    /// <summary>No caller arrives in the last beats, so that all are served.</summary>
    public const double QuietBeats = 12;

    private readonly DateTimeOffset _startedAt = TimeProvider.System.GetUtcNow();

    /// <summary>One beat, in seconds: never longer than a second.</summary>
    public double BeatSeconds { get; } = Math.Min(1, (double)seconds / ScenarioBeats);

    /// <summary>How many beats there are.</summary>
    public double Beats => seconds / BeatSeconds;

    /// <summary>How long it has lasted at an instant, in seconds.</summary>
    public double Elapsed(DateTimeOffset at) => Math.Max(0, (at - _startedAt).TotalSeconds);

    /// <summary>So many beats, in seconds.</summary>
    public double Seconds(double beats) => Math.Round(beats * BeatSeconds, 3);

    /// <summary>Waits so many beats.</summary>
    public Task WaitAsync(double beats, CancellationToken cancel) => Task.Delay(TimeSpan.FromSeconds(Seconds(beats)), cancel);
}
