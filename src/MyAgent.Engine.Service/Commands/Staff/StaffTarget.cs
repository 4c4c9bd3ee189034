using System.Globalization;
using MyAgent.Engine.Service.Commands.Failures;

namespace MyAgent.Engine.Service.Commands.Staff;

/// <summary>A service level that is wanted.</summary>
/// <param name="ServiceLevel">The share of all contacts, more than 0 and less than 1.</param>
/// <param name="Seconds">The time within which they must get an agent, in seconds.</param>
internal sealed record StaffTarget(double ServiceLevel, double Seconds)
{
    /// <summary>Reads a target such as <c>80/20</c>: 80 % within 20 s. 100 % is none: whatever the number of agents, a contact may find all of them busy.</summary>
    /// <exception cref="WrongCallException">The text is no target.</exception>
    public static StaffTarget Parse(string text) =>
        text.Split('/') is [var percent, var within]
            && double.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and < 100
            && double.TryParse(within, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= 1_000_000_000
            ? new StaffTarget(share / 100, seconds)
            : throw new WrongCallException(
                "--target is percent/seconds, as in 80/20: more than 0 and less than 100 percent, and from 0 to 1000000000 seconds. No number of agents gives 100 percent.");

    /// <summary>As in <c>80 % within 20 s</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{100 * ServiceLevel:0.#####} % within {Seconds:0.#####} s");
}
