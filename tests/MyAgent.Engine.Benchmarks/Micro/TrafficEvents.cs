using MyAgent.Engine.Benchmarks.Rules;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Benchmarks.Micro;

/// <summary>The events of a small centre's traffic, as the rules make them.</summary>
internal static class TrafficEvents
{
    private const int Agents = 100;
    private const int Contacts = 1000;

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<UnsavedEvent> Make()
    {
        var events = new List<UnsavedEvent>();
        var centre = new InMemoryQueueHarness(onEvent: events.Add);
        centre.GrowTo(Agents);
        centre.Arrive(Agents);
        for (var contact = 0; contact < Contacts; contact++)
            centre.Cycle();
        return events;
    }
}
