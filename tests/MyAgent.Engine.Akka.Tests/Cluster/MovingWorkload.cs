using System.Text.Json;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Gateway;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Texts;

namespace MyAgent.Engine.Akka.Tests.Cluster;

/// <summary>Agents on a break and queues in which callers wait: the answer of each entity is known beforehand.</summary>
/// <param name="client">A service that is not a member of the cluster.</param>
/// <param name="journal">The journal of the cluster.</param>
internal sealed class MovingWorkload(EngineClient client, IJournalReader journal)
{
    private const int Agents = 24;
    private const int Queues = 8;

    private readonly List<string> _callers = [];
    private string _reason = "";

    private static IEnumerable<AgentId> AgentIds => Enumerable.Range(0, Agents).Select(number => new AgentId($"agent{number}"));

    private static IEnumerable<QueueId> QueueIds => Enumerable.Range(0, Queues).Select(number => new QueueId($"queue{number}"));

    /// <summary>Creates the agents and queues.</summary>
    public async Task SetUpAsync()
    {
        await Task.WhenAll(QueueIds.Select(queue => SendAsync(queue.Address, new ConfigureQueue(QueueSettings.Default(queue.Value)))));
        await Task.WhenAll(AgentIds.Select(async agent =>
        {
            await SendAsync(agent.Address, new DefineAgent(agent.Value));
            await SendAsync(agent.Address, new AssignAgent(QueueIds.First(), new Assignment()));
            await SendAsync(agent.Address, new LogIn());
        }));
        await WorkAsync("at first");
    }

    /// <summary>Sends every agent on another break, and adds a caller to every queue.</summary>
    public async Task WorkAsync(string reason)
    {
        var caller = $"+331{_callers.Count:0000}";
        await Task.WhenAll(
            Task.WhenAll(AgentIds.Select(agent => SendAsync(agent.Address, new TakeBreak(reason)))),
            Task.WhenAll(QueueIds.Select(queue => SendAsync(queue.Address, new AdmitContact(
                new ContactId($"{queue}-{caller}"), Media.Call, new CallerAddress(caller), Priority: 0, OriginAt: null, [], [])))));
        _callers.Add(caller);
        _reason = reason;
    }

    /// <summary>Each entity answers with the result of its last command, and as an entity does that is replayed from the journal here.</summary>
    public async Task ShouldBeTheSameAsync()
    {
        var agents = await Task.WhenAll(AgentIds.Select(agent => AskAsync<AgentAnswer>(agent.Address, new GetAgent())));
        agents.Select(agent => (agent.AgentId, agent.Status, agent.Reason)).ShouldBe(AgentIds.Select(agent => (agent, AgentStatus.Break, (string?)_reason)));
        var queues = await Task.WhenAll(QueueIds.Select(queue => AskAsync<QueueAnswer>(queue.Address, new GetQueue(Skip: 0, Take: 100))));
        queues.Select(queue => string.Join(' ', queue.Waiting.Select(contact => contact.ContactId)))
            .ShouldBe(QueueIds.Select(queue => string.Join(' ', _callers.Select(caller => $"{queue}-{caller}"))));
    }

    private async Task<TAnswer> AskAsync<TAnswer>(EntityAddress to, IMessage query)
        where TAnswer : IAnswer
    {
        var answer = await SendAsync(to, query);
        var replayed = EntityFactory.Create(to);
        await foreach (var record in journal.ReadAsync(0, to))
            replayed.Apply(record.Recorded);
        var expected = EntityStep.Take(replayed, new Envelope(to, query, new Cause("test"), "test"), DateTimeOffset.UtcNow).Replies.ShouldHaveSingleItem().Answer;
        Lasting(answer).ShouldBe(Lasting(expected));
        return answer.ShouldBeOfType<TAnswer>();
    }

    /// <summary>An answer without what depends on the present time, and without a queue's volatile state.</summary>
    private static string Lasting(IAnswer answer)
    {
        if (answer is QueueAnswer queue)
            answer = queue with { LongestWaitSeconds = 0, AgentsLoggedIn = 0, AgentsAvailable = 0 };
        return JsonSerializer.Serialize(answer, EngineJson.Strict.GetTypeInfo(answer.GetType()));
    }

    private async Task<IAnswer> SendAsync(EntityAddress to, IMessage message) => await client.SendAsync(to, message) switch
    {
        Refusal refusal => throw new InvalidOperationException($"{to}: {RefusalTexts.Of(refusal)}"),
        var answer => answer,
    };
}
