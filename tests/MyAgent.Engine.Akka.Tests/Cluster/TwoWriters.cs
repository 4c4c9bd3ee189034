using System.Collections.Concurrent;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Akka.Tests.Cluster;

/// <summary>One agent who lives at two hosts at once.</summary>
internal sealed class TwoWriters(IEngineHost one, IEngineHost other, IJournalReader journal)
{
    private static readonly EntityAddress Ana = new AgentId("ana").Address;

    private readonly ConcurrentBag<string> _acknowledged = [];
    private int _unanswered;

    /// <summary>The agent is made by one and read by both.</summary>
    public async Task DefineAsync()
    {
        await one.AskAsync<AgentAnswer>(Ana, new DefineAgent("Ana"), "define");
        _acknowledged.Add("define");
        await other.AskAsync<AgentAnswer>(Ana, new GetAgent());
    }

    /// <summary>Both hosts are told something at the same time, again and again; where there is no answer it is not repeated.</summary>
    public async Task AtTheSameTimeAsync(int times)
    {
        for (var time = 0; time < times; time++)
            await Task.WhenAll(TellAsync(one, $"one-{time}"), TellAsync(other, $"other-{time}"));
        _unanswered.ShouldBeGreaterThan(0, "The two have not met: this has shown nothing.");
    }

    /// <summary>What was acknowledged was written, and the sequence numbers have neither gaps nor doubles.</summary>
    public async Task JournalShouldHaveEveryAcknowledgedCommandOnceAsync()
    {
        var records = new List<JournalRecord>();
        await foreach (var record in journal.ReadAsync(0, Ana))
            records.Add(record);
        records.Select(record => record.SequenceNr).ShouldBe(Enumerable.Range(1, records.Count).Select(number => (long)number));
        var commands = records.Select(record => record.Recorded.Cause.CommandId!).ToList();
        commands.ShouldBeUnique();
        _acknowledged.Except(commands).ShouldBeEmpty();
    }

    private async Task TellAsync(IEngineHost host, string name)
    {
        try
        {
            (await host.AskAsync<AgentAnswer>(Ana, new DefineAgent(name), name)).Name.ShouldBe(name);
            _acknowledged.Add(name);
        }
        catch (EngineUnavailableException)
        {
            Interlocked.Increment(ref _unanswered);
        }
    }
}
