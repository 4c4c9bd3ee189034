using System.Globalization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Simulation.RandomNumbers;

namespace MyAgent.Engine.Simulation.Workloads;

/// <summary>Poisson arrivals. Each customer is drawn from a random stream of its own, so the customers do not depend on the share that has priority or
/// asks for a callback.</summary>
/// <param name="parameters">The parameters of the simulation.</param>
/// <param name="from">When the first may call.</param>
internal sealed class CustomerSource(SimulationParameters parameters, DateTimeOffset from)
{
    private readonly RandomStream _gaps = new(parameters.Seed, RandomStreamId.Arrivals);
    private DateTimeOffset _at = from;
    private long _count;

    /// <summary>The next customer.</summary>
    public Customer Next()
    {
        _at = NextArrival();
        var number = ++_count;
        var draws = new RandomStream(parameters.Seed, RandomStreamId.Contact, number);
        var talk = draws.NextExponential(parameters.HandleSeconds - parameters.WrapUpSeconds);
        var isVip = draws.NextBool(parameters.VipShare);
        var asksForCallback = draws.NextBool(parameters.CallbackShare);
        TimeSpan? patience = parameters.PatienceSeconds is { } mean ? draws.NextExponential(mean) : null;
        return new Customer(
            number,
            new ContactId(string.Create(CultureInfo.InvariantCulture, $"c{number}")),
            new CallerAddress(string.Create(CultureInfo.InvariantCulture, $"+99{number:D10}")),
            _at, isVip, asksForCallback, patience, talk);
    }

    /// <summary>In a working day the rate changes: of arrivals at its highest rate, each is taken with the probability that the rate of its hour has.</summary>
    private DateTimeOffset NextArrival()
    {
        if (!parameters.Day)
            return _at + _gaps.NextExponential(3600 / parameters.ArrivalsPerHour);
        var at = _at;
        do
            at += _gaps.NextExponential(3600 / (parameters.ArrivalsPerHour * WorkingDay.MaxRelativeRate));
        while (!_gaps.NextBool(WorkingDay.RelativeRate(at) / WorkingDay.MaxRelativeRate));
        return at;
    }
}
