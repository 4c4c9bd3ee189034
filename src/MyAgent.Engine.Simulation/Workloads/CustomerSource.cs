using System.Globalization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Simulation.RandomNumbers;

namespace MyAgent.Engine.Simulation.Workloads;

/// <summary>Poisson arrivals. Each customer is drawn from a stream of their own, so the same ones come whatever share of them has priority or
/// asks for a callback.</summary>
/// <param name="centre">The centre they call.</param>
/// <param name="from">When the first may call.</param>
internal sealed class CustomerSource(SimulationParameters centre, DateTimeOffset from)
{
    private readonly RandomStream _gaps = new(centre.Seed, RandomStreamId.Arrivals);
    private DateTimeOffset _at = from;
    private long _count;

    /// <summary>The next who calls.</summary>
    public Customer Next()
    {
        _at += _gaps.NextExponential(3600 / centre.ArrivalsPerHour);
        var number = ++_count;
        var draws = new RandomStream(centre.Seed, RandomStreamId.Contact, number);
        var talk = draws.NextExponential(centre.HandleSeconds - centre.WrapUpSeconds);
        var isVip = draws.NextBool(centre.VipShare);
        var asksForCallback = draws.NextBool(centre.CallbackShare);
        TimeSpan? patience = centre.PatienceSeconds is { } mean ? draws.NextExponential(mean) : null;
        return new Customer(
            number,
            new ContactId(string.Create(CultureInfo.InvariantCulture, $"c{number}")),
            new CallerAddress(string.Create(CultureInfo.InvariantCulture, $"+99{number:D10}")),
            _at, isVip, asksForCallback, patience, talk);
    }
}
