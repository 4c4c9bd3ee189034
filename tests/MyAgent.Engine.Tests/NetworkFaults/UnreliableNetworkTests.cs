using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.NetworkFaults;

/// <summary>Messages between entities are lost, doubled, late and overtaken, and entities die, one by one or all at once; once that stops,
/// all is as it should be a few seconds later.</summary>
[ChaosTests]
public sealed class UnreliableNetworkTests
{
    private const int Seeds = 300;

    /// <summary>The time after which all messages have arrived and lost ones were sent again, in seconds.</summary>
    private const double SettlingSeconds = 9;

    [Fact]
    public void After_lost_late_and_doubled_messages_all_entities_agree()
    {
        var wrong = new List<string>();
        for (var seed = 1; seed <= Seeds && wrong.Count < 3; seed++)
        {
            try
            {
                if (Failures(seed) is { Length: > 0 } found)
                    wrong.Add($"Seed {seed}: {found}");
            }
            catch (InvalidOperationException thrown)
            {
                wrong.Add($"Seed {seed}: {thrown.Message}");
            }
        }
        wrong.ShouldBeEmpty(string.Join("\n\n", wrong));
    }

    private static string Failures(int seed)
    {
        var chance = new Random(seed);
        var route = new UnreliableRoute(chance);
        var centre = new NetworkHarness(TimeSpan.FromMinutes(5), route.Copies);
        var scenario = new FaultScenario(centre, chance).Open().Run(steps: 120);
        route.IsUnreliable = false;
        centre.Pass(SettlingSeconds);
        centre.PassUntilNothingIsUnderWay();
        var wrong = Errors(centre, scenario).ToList();
        var delivered = centre.Delivered;
        centre.Pass(10);
        if (centre.Delivered - delivered > 100)
            wrong.Add($"{centre.Delivered - delivered} messages in 10 s without a command.");
        scenario.ServeWaiting(rounds: 40);
        centre.PassUntilNothingIsUnderWay();
        wrong.AddRange(Errors(centre, scenario));
        return string.Join("\n  ", wrong.Take(4));
    }

    private static IEnumerable<string> Errors(NetworkHarness centre, FaultScenario scenario)
    {
        centre.CheckAtRest();
        return Disagreements(centre, scenario).Concat(centre.Violations.Select(broken => broken.ToString()));
    }

    private static IEnumerable<string> Disagreements(NetworkHarness centre, FaultScenario scenario)
    {
        var agents = centre.Agents.ToDictionary(agent => agent.AgentId);
        var held = centre.Queues.SelectMany(queue => queue.Contacts, (queue, contact) => (queue.QueueId, Contact: contact)).ToList();
        foreach (var (queue, contact) in held.Where(held => held.Contact.State is ContactState.Offered or ContactState.Engaged))
        {
            var agent = agents[contact.Agent!.Value];
            var has = contact.State == ContactState.Offered
                ? agent.Ringing?.Offer.OfferId
                : agent.Held is { } hand && (hand.OverAt is null || hand.NeedsOutcome) ? hand.Offer.OfferId : null;
            if (has != contact.Offer)
                yield return $"{queue} has {contact.Contact.ContactId} {contact.State} under {contact.Offer} with {agent.AgentId}, who has {has} and is {agent.Status}.";
        }
        foreach (var agent in agents.Values)
        {
            var offer = agent.Ringing?.Offer ?? (agent.Held is { OverAt: null } or { NeedsOutcome: true } ? agent.Held.Offer : null);
            if (offer is not null && !held.Any(held => held.Contact.Offer == offer.OfferId && held.Contact.State is ContactState.Offered or ContactState.Engaged))
                yield return $"{agent.AgentId} is {agent.Status} with {offer.Contact.ContactId} under {offer.OfferId}, of which its queue knows nothing.";
            if (agent.Ringing?.Acceptance is not null)
                yield return $"{agent.AgentId} still waits for the queue's word on {offer!.OfferId}.";
        }
        var finished = centre.Journal.Select(record => record.Recorded.Event).OfType<ContactFinished>().CountBy(finished => finished.ContactId).ToDictionary();
        var arrived = centre.Journal.Select(record => record.Recorded.Event).OfType<ContactArrived>().Select(arrived => arrived.ContactId).ToHashSet();
        foreach (var contact in scenario.Contacts.Where(arrived.Contains))
        {
            var places = held.Count(held => held.Contact.Contact.ContactId == contact) + (finished.ContainsKey(contact) ? 1 : 0);
            if (places != 1)
                yield return $"{contact} is in {places} places: {string.Join(", ", held.Where(held => held.Contact.Contact.ContactId == contact).Select(held => held.QueueId))}.";
        }
        foreach (var moving in held.Where(held => held.Contact.MovingTo is not null))
            yield return $"{moving.Contact.Contact.ContactId} is still on its way from {moving.QueueId} to {moving.Contact.MovingTo}.";
    }
}
