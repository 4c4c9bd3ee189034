using System.CommandLine;
using System.Globalization;

namespace MyAgent.Engine.Service.Commands.Options;

/// <summary>Options that take a whole number within bounds.</summary>
internal static class WholeNumber
{
    /// <summary>Makes an option; a number out of its bounds is a wrong call.</summary>
    public static Option<long> Option(string name, string description, long usual, long least, long most = long.MaxValue) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => usual,
        CustomParser = given =>
        {
            if (given.Tokens is [{ Value: var text }] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most)
                return number;
            given.AddError(most == long.MaxValue
                ? $"{name} must be a whole number, at least {least}."
                : $"{name} must be a whole number from {least} to {most}.");
            return usual;
        },
    };
}
