using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Hosting;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Cluster;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage.Postgres;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Tests.Cluster;

/// <summary>Shards that are handed over while commands for their entities flow without a pause.</summary>
[IntegrationTests]
public sealed class HandOffTests
{
    private const int Agents = 24;

    [PostgresFact]
    public async Task Every_command_is_answered_once_and_what_was_acknowledged_is_in_the_journal_once_while_shards_move()
    {
        await using var cluster = new TestCluster(new PostgresDatabase(PostgresServer.Shared.NewDatabase()));
        var first = await cluster.StartAsync();
        await cluster.StartAsync();
        var sender = new CommandSender(first.System);
        using var stop = new CancellationTokenSource();
        var agents = Enumerable.Range(0, Agents).Select(number => sender.SendRepeatedlyAsync(new AgentId($"agent{number}"), stop.Token)).ToList();

        for (var coming = 0; coming < 2; coming++)
        {
            var guest = await cluster.StartAsync();
            await Eventually.TrueAsync(async () => (await TestCluster.LivingAtAsync(guest, EntityKind.Agent)).Count > 0);
            await sender.WaitForNewAnswersAsync(Agents);
            await cluster.StopAsync(guest);
            await sender.WaitForNewAnswersAsync(Agents);
        }
        await stop.CancelAsync();
        await Task.WhenAll(agents);

        sender.NotAnsweredOnce.ShouldBeEmpty();
        foreach (var number in Enumerable.Range(0, Agents))
        {
            var agent = new AgentId($"agent{number}");
            var written = new List<string>();
            await foreach (var record in cluster.Database.ReadJournal().ReadAsync(0, agent.Address))
            {
                record.SequenceNr.ShouldBe(written.Count + 1);
                written.Add(record.Recorded.Cause.CommandId!);
            }
            written.ShouldBeUnique();
            written.ShouldBeSubsetOf(sender.SentTo(agent));
            sender.AcknowledgedBy(agent).ShouldBeSubsetOf(written);
        }
    }

    /// <summary>Sends each command once, straight into the shard regions of a node, and keeps every answer. A command that is told that it cannot be
    /// answered now is not repeated: another follows.</summary>
    private sealed class CommandSender(ActorSystem system)
    {
        private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

        private readonly ShardRegions _regions = new(ActorRegistry.For(system));
        private readonly ConcurrentDictionary<string, Answers> _answers = new();
        private readonly ConcurrentDictionary<AgentId, int> _acknowledged = new();

        public IEnumerable<string> NotAnsweredOnce => _answers.Where(command => command.Value.Count != 1).Select(command => $"{command.Key}: {command.Value.Count}");

        public IEnumerable<string> SentTo(AgentId agent) => _answers.Keys.Where(command => command.StartsWith($"{agent}-", StringComparison.Ordinal));

        public IEnumerable<string> AcknowledgedBy(AgentId agent) => SentTo(agent).Where(command => _answers[command].IsAcknowledged);

        public async Task SendRepeatedlyAsync(AgentId agent, CancellationToken stop)
        {
            for (var number = 0; !stop.IsCancellationRequested; number++)
            {
                var command = $"{agent}-{number}";
                var answers = _answers[command] = new Answers();
                var collector = system.ActorOf(Props.Create(() => new Collector(answers)));
                _regions.Deliver(new Envelope(agent.Address, new DefineAgent(command), new Cause("test", command), ReplyPath.Of(collector, system)));
                // One that is never answered is found at the end; the agent goes on with the next.
                await Task.WhenAny(answers.First, Task.Delay(Timeout, CancellationToken.None));
                if (answers.IsAcknowledged)
                    _acknowledged.AddOrUpdate(agent, 1, (_, count) => count + 1);
                else
                    await Task.Delay(10, CancellationToken.None);
            }
        }

        /// <summary>Waits until every agent has taken effect of some more commands.</summary>
        public Task WaitForNewAnswersAsync(int agents)
        {
            var before = _acknowledged.ToDictionary();
            return Eventually.TrueAsync(
                () => Task.FromResult(_acknowledged.Count == agents && _acknowledged.All(agent => agent.Value > before.GetValueOrDefault(agent.Key) + 3)),
                () => string.Join(", ", NotAnsweredOnce));
        }
    }

    /// <summary>What one command has been answered with.</summary>
    private sealed class Answers
    {
        private readonly TaskCompletionSource<object> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public Task First => _first.Task;

        public bool IsAcknowledged => _first.Task is { IsCompletedSuccessfully: true, Result: AgentAnswer };

        public void Add(object answer)
        {
            answer.ShouldBeAssignableTo(answer is EngineUnavailable ? typeof(EngineUnavailable) : typeof(AgentAnswer));
            Interlocked.Increment(ref _count);
            _first.TrySetResult(answer);
        }
    }

    /// <summary>Stays after the first answer, so that a second one is noticed.</summary>
    private sealed class Collector : UntypedActor
    {
        private readonly Answers _answers;

        public Collector(Answers answers) => _answers = answers;

        protected override void OnReceive(object message) => _answers.Add(message);
    }
}
