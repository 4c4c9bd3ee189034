using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace MyAgent.Engine.Entities;

/// <summary>Checks settings against the ranges next to their declarations.</summary>
internal static class SettingRanges
{
    /// <summary>Refuses the first setting that is out of its range; null where all are within.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="previous">The settings that these replace, if any. A setting that has not changed is not checked: a journal of an earlier version, with a
    /// wider range, must not stop a change of another setting.</param>
    public static Refusal? Refuse<TSettings>(TSettings settings, TSettings? previous = null)
        where TSettings : class
    {
        foreach (var setting in Ranges<TSettings>.All)
        {
            var value = setting.Read(settings);
            if (value is not null && !setting.Contains(value.Value) && (previous is null || setting.Read(previous) != value))
                return setting.Refuse();
        }
        return null;
    }

    private static IEnumerable<RangedSetting> RangesIn(Type type, string prefix, Func<object, object?> owner)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = prefix + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (property.GetCustomAttribute<SettingRangeAttribute>() is { } range)
                yield return new RangedSetting(name, property, range, owner);
            else if (property.PropertyType.IsClass && property.PropertyType.Assembly == type.Assembly)
                foreach (var nested in RangesIn(property.PropertyType, $"{name}.", settings => owner(settings) is { } parent ? property.GetValue(parent) : null))
                    yield return nested;
        }
    }

    private static class Ranges<TSettings>
        where TSettings : class
    {
        public static readonly IReadOnlyList<RangedSetting> All = [.. RangesIn(typeof(TSettings), prefix: "", settings => settings)];
    }

    private sealed record RangedSetting(string Name, PropertyInfo Property, SettingRangeAttribute Range, Func<object, object?> Owner)
    {
        private bool IsTime => Property.PropertyType == typeof(double) || Property.PropertyType == typeof(double?);

        private double Max => double.IsFinite(Range.Max) ? Range.Max : IsTime ? TimeRange.MaxSeconds : int.MaxValue;

        public double? Read(object settings) =>
            Owner(settings) is { } owner && Property.GetValue(owner) is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;

        /// <summary>Whether a value is within the range; a value that is no number is not.</summary>
        public bool Contains(double value) => (Range.ExcludesMin ? value > Range.Min : value >= Range.Min) && value <= Max;

        public Refusal Refuse()
        {
            string[] values = [Name, Text(Range.Min), Text(Max)];
            return Range.ExcludesMin ? Refusals.Invalid("outOfRange", Name, values) with { Case = "moreThan" }
                : IsTime ? Refusals.Invalid("outOfRange", Name, values)
                : double.IsFinite(Range.Max) ? Refusals.Invalid("outOfRange", Name, values) with { Case = "number" }
                : Refusals.Invalid("outOfRange", Name, values) with { Case = "atLeast" };
        }

        private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
