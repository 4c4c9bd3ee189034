using System.CommandLine;
using System.Globalization;

namespace MyAgent.Engine.Service.Commands.Options;

/// <summary>Options that take a whole number within bounds.</summary>
internal static class IntegerOption
{
    /// <summary>Makes an option; a number out of its bounds is a wrong call.</summary>
    public static Option<long> Option(string name, string description, long defaultValue, long min, long max = long.MaxValue) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => defaultValue,
        CustomParser = given =>
        {
            if (given.Tokens is [{ Value: var text }] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= min && number <= max)
                return number;
            given.AddError(max == long.MaxValue
                ? $"{name} must be a whole number, at least {min}."
                : $"{name} must be a whole number from {min} to {max}.");
            return defaultValue;
        },
    };
}
