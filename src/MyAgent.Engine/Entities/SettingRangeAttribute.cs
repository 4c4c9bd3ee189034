namespace MyAgent.Engine.Entities;

/// <summary>The range of a setting, next to the setting: a command that sets it to a value outside is refused with <c>outOfRange</c>. Null is inside.
/// A setting in seconds is a <see cref="double"/>, a number of things an <see cref="int"/>.</summary>
/// <param name="min">The lowest value, included.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingRangeAttribute(double min) : Attribute
{
    /// <summary>The lowest value.</summary>
    public double Min => min;

    /// <summary>The highest value, included; default <see cref="TimeRange.MaxSeconds"/> for seconds and none for a number of things.</summary>
    public double Max { get; set; } = double.PositiveInfinity;

    /// <summary>Whether <see cref="Min"/> itself is outside; default false.</summary>
    public bool ExcludesMin { get; set; }
}
