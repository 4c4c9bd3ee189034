using MyAgent.Engine.Connectors;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Simulation.RandomNumbers;
using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Simulation.Workloads.Randomized;

/// <summary>Connectors with leases that bring most of the calls: they are silent sometimes, for a shorter or longer time than their lease and their grace, and claim
/// their calls afterwards, or do not. A connector is there while it has calls.</summary>
internal sealed class ConnectorBehaviour(long seed, ISimulatedEngine engine, Agenda agenda, CallerBehaviour callers)
{
    private const double LeaseSeconds = 30;
    private const double GraceSeconds = 20;

    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(10);

    private readonly ConnectorInUse[] _connectors = [new(new ConnectorId("pbx-1")), new(new ConnectorId("pbx-2"))];

    /// <summary>The connector that brings a customer's contact; null where that does not say its name. Sometimes it falls silent a little later.</summary>
    public ConnectorId? Of(Customer customer)
    {
        var chance = new RandomStream(seed, RandomStreamId.Connector, customer.Number);
        if (!chance.NextBool(0.7))
            return null;
        var connector = chance.NextOf(_connectors);
        if (chance.NextBool(0.03))
        {
            var from = engine.Now + chance.NextUpTo(60);
            agenda.Plan(from, () => (connector.SilentUntil, connector.Outage) = (from + chance.NextUpTo(120), chance));
        }
        return connector.Id;
    }

    /// <summary>Sees what happens to a contact.</summary>
    public void Observe(IContactEvent happened)
    {
        switch (happened)
        {
            case ContactArrived { Contact: { Kind: ContactKind.Call, Connector.Name: var name } call } when Array.Find(_connectors, each => each.Id == name) is { } connector:
                connector.Calls.Add(call.ContactId);
                if (connector.IsRunning)
                    break;
                connector.IsRunning = true;
                agenda.Plan(engine.Now, () => Run(connector));
                break;
            case ContactFinished or CallbackRequested:
                foreach (var each in _connectors)
                    each.Calls.Remove(happened.ContactId);
                break;
        }
    }

    private void Run(ConnectorInUse connector)
    {
        if (engine.Now >= connector.SilentUntil)
        {
            if (connector.Outage is { } chance && chance.NextBool(0.6))
                Claim(connector, chance);
            else
                Send(connector.Id.Address, new KeepConnectorAlive(LeaseSeconds, GraceSeconds));
            connector.Outage = null;
        }
        connector.IsRunning = connector.Calls.Count > 0;
        if (connector.IsRunning)
            agenda.Plan(engine.Now + RenewalInterval, () => Run(connector));
    }

    /// <summary>Some of its calls are gone.</summary>
    private void Claim(ConnectorInUse connector, RandomStream chance)
    {
        foreach (var call in connector.Calls.ToList())
        {
            if (chance.NextBool(0.3) && callers.Find(call) is { Queue: var queue })
                Send(queue.Address, new EndLostCall(call));
        }
        Send(connector.Id.Address, new ClaimCalls());
    }

    private void Send(EntityAddress to, ICommand command) => engine.Send(to, command, "connector");

    private sealed class ConnectorInUse(ConnectorId id)
    {
        public ConnectorId Id => id;

        /// <summary>Its calls that are open, in the order of their ids.</summary>
        public SortedSet<ContactId> Calls { get; } = new(Comparer<ContactId>.Create((one, other) => string.CompareOrdinal(one.Value, other.Value)));

        public bool IsRunning { get; set; }

        public DateTimeOffset SilentUntil { get; set; }

        /// <summary>The random numbers of the outage that it has not yet come back from; null for none.</summary>
        public RandomStream? Outage { get; set; }
    }
}
