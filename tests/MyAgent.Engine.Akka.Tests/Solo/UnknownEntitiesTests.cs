using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Akka.Tests.Solo;

/// <summary>Commands to agents and queues that do not exist leave nothing in the journal, however many there are; what earlier versions left there
/// does no harm.</summary>
[IntegrationTests]
public sealed class UnknownEntitiesTests : IDisposable
{
    private const int Many = 2000;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");

    private SqliteDatabase Database => new(Path.Combine(_directory.FullName, "journal.db"));

    [Fact]
    public async Task Thousands_of_keyed_commands_to_what_does_not_exist_write_not_one_event()
    {
        await using var engine = await OpenAsync();
        var commands = Enumerable.Range(0, Many).SelectMany(number => new[]
        {
            engine.Host.SendAsync(new CallerAddress($"+33{number:D9}").Address,
                new ReceiveContact(new QueueId($"q{number}"), new ContactId("c1"), Media.Call, Priority: null, OriginAt: null), Keyed(number)),
            engine.Host.SendAsync(new QueueId($"q{number}").Address, new HangUp(new ContactId("c1")), Keyed(number)),
            engine.Host.SendAsync(new AgentId($"a{number}").Address, new LogIn(), Keyed(number)),
        });
        foreach (var answer in await Task.WhenAll(commands))
            answer.ShouldBeOfType<Refusal>().Kind.ShouldBe(RefusalKind.NotFound);

        (await engine.Journal.LastOrderingAsync()).ShouldBe(0);
        foreach (var kind in Enum.GetValues<EntityKind>())
            (await engine.Host.ListAsync(kind)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Entities_that_an_earlier_version_made_of_refusals_still_do_not_exist_and_break_no_law()
    {
        WriteAsEarlierVersionsDid();
        await using var engine = await OpenAsync();
        (await engine.Host.SendAsync(new AgentId("a7").Address, new GetAgent(), Keyed(1))).ShouldBeOfType<Refusal>().Kind.ShouldBe(RefusalKind.NotFound);

        var laws = new LawChecker(new LawOptions());
        await foreach (var record in engine.Journal.ReadAsync(0))
            laws.Check(record).ShouldBeEmpty();
        laws.End().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_entity_that_an_earlier_version_made_of_a_refusal_can_be_defined()
    {
        WriteAsEarlierVersionsDid();
        await using var engine = await OpenAsync();
        (await engine.Host.SendAsync(new AgentId("a7").Address, new DefineAgent("Ana"), Keyed(1))).ShouldBeOfType<AgentAnswer>().Name.ShouldBe("Ana");
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static Cause Keyed(int number) => new("test", $"k{number}");

    private Task<HostedEngine> OpenAsync() => SoloHarness.OpenAsync(Database);

    private void WriteAsEarlierVersionsDid()
    {
        using var claimed = ((IEngineDatabase)Database).Claim();
        var refusals = Enumerable.Range(0, Many).SelectMany(number => new[]
        {
            Refused(new QueueId($"q{number}").Address, new QueueCommandAnswered(ContactId: null, Refusal.NotFound("unknownQueue", "There is none.")), number),
            Refused(new AgentId($"a{number}").Address, new AgentCommandAnswered(Refusal.NotFound("unknownAgent", "There is none.")), number),
        });
        claimed.Journal.Append([.. refusals], []);
    }

    private static UnsavedEvent Refused(EntityAddress entity, IEvent refusal, int number) => new(
        entity, entity.PersistenceId, SequenceNr: 1, new RecordedEvent(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), Keyed(number), refusal));
}
