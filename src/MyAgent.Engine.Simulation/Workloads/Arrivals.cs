using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Simulation.Workloads;

/// <summary>Customers, one after the other, as they call.</summary>
/// <param name="agenda">Where the next call is planned.</param>
/// <param name="call">What comes of each.</param>
internal sealed class Arrivals(Agenda agenda, Action<Customer> call)
{
    /// <summary>How many have called, or would have.</summary>
    public long Called { get; private set; }

    /// <summary>Lets customers call until a time.</summary>
    /// <param name="source">The customers.</param>
    /// <param name="until">The time.</param>
    /// <param name="only">The numbers of those who do call; null for all.</param>
    public void Expect(CustomerSource source, DateTimeOffset until, IReadOnlySet<long>? only)
    {
        var customer = source.Next();
        if (customer.ArrivesAt >= until)
            return;
        agenda.Plan(customer.ArrivesAt, () =>
        {
            Called = customer.Number;
            if (only?.Contains(customer.Number) ?? true)
                call(customer);
            Expect(source, until, only);
        });
    }
}
