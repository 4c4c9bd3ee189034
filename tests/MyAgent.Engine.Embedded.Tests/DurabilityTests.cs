using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Embedded.Tests;

public sealed class DurabilityTests : IDisposable
{
    private readonly TestEngine _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task An_engine_may_be_disposed_of_twice()
    {
        _test.On(JournalKind.Sqlite);
        var engine = await _test.OpenAsync();
        await TestEngine.NameAsync(engine, "ana", "Ana");
        await Task.WhenAll(engine.DisposeAsync().AsTask(), engine.DisposeAsync().AsTask());
        await engine.DisposeAsync();

        await using var again = await _test.OpenAsync();
        (await TestEngine.NamesAsync(again, "ana")).ShouldBe(["Ana"]);
    }

    [Theory, EachJournal]
    public async Task What_has_been_answered_is_on_disk(JournalKind journal)
    {
        _test.On(journal);
        var engine = await _test.OpenAsync();
        await TestEngine.NameAsync(engine, "ana", "Ana");
        await TestEngine.NameAsync(engine, "ana", "Anna");
        engine.Abandon();

        await using var again = await _test.OpenAsync();
        (await TestEngine.NamesAsync(again, "ana")).ShouldBe(["Ana", "Anna"]);
    }

    [Theory, EachJournal]
    public async Task Many_clients_at_once_are_each_answered_from_what_is_on_disk(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await _test.OpenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 2000).Select(number => Task.Run(async () =>
        {
            await TestEngine.NameAsync(engine, "a" + (number % 10), number.ToString());
            return await engine.Journal.LastOrderingAsync();
        })));

        var records = await TestEngine.ReadAllAsync(engine.Journal);
        records.Count.ShouldBe(2000);
        records.Select(record => record.Ordering).ShouldBeInOrder();
        answers.Max().ShouldBe(2000);
        foreach (var one in records.GroupBy(record => record.Entity))
            one.Select(record => record.SequenceNr).ShouldBe(Enumerable.Range(1, 200).Select(number => (long)number));
    }

    [Theory, EachJournal]
    public async Task One_client_s_commands_are_decided_in_the_order_in_which_they_were_sent(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await _test.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => TestEngine.NameAsync(engine, "ana", number.ToString())));
        (await TestEngine.NamesAsync(engine, "ana")).ShouldBe(Enumerable.Range(0, 1000).Select(number => number.ToString()));
    }

    [Theory, EachJournal]
    public async Task A_message_to_another_entity_and_its_effect_go_to_disk_together_and_the_last_one_answers(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await _test.OpenAsync();
        var answer = await TestEngine.NameAsync(engine, "ana", "tell:ben");
        answer.Caller.Value.ShouldBe("ben");
        (await TestEngine.ReadAllAsync(engine.Journal)).Select(record => record.Entity.Id).ShouldBe(["ana", "ben"]);
    }

    [Theory, EachJournal]
    public async Task A_second_process_is_refused(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await _test.OpenAsync();
        await Should.ThrowAsync<JournalInUseException>(() => _test.OpenAsync());
    }

    [Theory, EachJournal]
    public async Task Another_process_reads_while_the_engine_writes(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await _test.OpenAsync();
        await TestEngine.NameAsync(engine, "ana", "Ana");
        var reader = _test.Options.Database.ReadJournal();
        (await reader.LastOrderingAsync()).ShouldBe(1);
        var record = (await TestEngine.ReadAllAsync(reader)).ShouldHaveSingleItem();
        record.Recorded.Event.ShouldBe(new AgentDefined("Ana"));
        record.Recorded.Cause.ShouldBe(new Cause("test"));
    }

    [Theory, EachJournal]
    public async Task A_graceful_stop_answers_what_was_taken_in_and_refuses_the_rest(JournalKind journal)
    {
        _test.On(journal);
        var engine = await _test.OpenAsync();
        var taken = Enumerable.Range(0, 500).Select(number => TestEngine.NameAsync(engine, "ana", number.ToString())).ToList();
        await engine.DisposeAsync();
        (await Task.WhenAll(taken)).Length.ShouldBe(500);
        await Should.ThrowAsync<EngineUnavailableException>(() => TestEngine.NameAsync(engine, "ana", "late"));
        engine.Health.State.ShouldBe(EngineState.Stopped);
    }

    [Theory, EachJournal]
    public async Task A_rule_that_throws_refuses_its_command_and_the_engine_goes_on(JournalKind journal)
    {
        _test.On(journal);
        var faults = new List<EngineFault>();
        _test.Options = _test.Options with { OnFault = faults.Add };
        await using var engine = await _test.OpenAsync();
        (await TestEngine.SendAsync(engine, "ana", new DefineAgent("throw"))).ShouldBeOfType<Refusal>().Kind.ShouldBe(RefusalKind.Fault);
        await TestEngine.NameAsync(engine, "ana", "Ana");
        faults.ShouldHaveSingleItem().What.ShouldContain("agent-ana");
    }

    [Theory, EachJournal]
    public async Task An_event_that_cannot_be_applied_is_not_journaled_and_the_engine_begins_again_from_its_journal(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await _test.OpenAsync();
        await TestEngine.NameAsync(engine, "ana", "Ana");
        await Should.ThrowAsync<EngineUnavailableException>(() => TestEngine.NameAsync(engine, "ana", "poison"));
        await Eventually.TrueAsync(() => _test.Time.SetTimers > 0 || engine.Health.State == EngineState.Healthy);
        _test.Time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(() => engine.Health.State == EngineState.Healthy);
        (await TestEngine.NamesAsync(engine, "ana")).ShouldBe(["Ana"]);
    }

    [Theory, EachJournal]
    public async Task A_caller_is_read_from_the_journal_when_it_is_first_spoken_to(JournalKind journal)
    {
        _test.On(journal);
        var caller = new EntityAddress(EntityKind.Caller, "+33123456789");
        var cause = new Cause("test");
        var engine = await _test.OpenAsync();
        await engine.Host.SendAsync(caller, new DefineAgent("first"), cause);
        engine.Abandon();

        await using var again = await _test.OpenAsync();
        (await again.Host.ListAsync(EntityKind.Caller)).ShouldBe([caller]);
        await again.Host.SendAsync(caller, new DefineAgent("second"), cause);
        (await again.Host.SendAsync(caller, new GetAgent(), cause)).ShouldBeOfType<CallerAnswer>()
            .PreferredAgents.Select(name => name.Value).ShouldBe(["first", "second"]);
    }

    [Theory, EachJournal]
    public async Task Entities_that_have_events_are_listed_in_order_of_their_ids(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await _test.OpenAsync();
        foreach (var name in (string[])["cem", "ana", "ben"])
            await TestEngine.NameAsync(engine, name, name);
        await TestEngine.NamesAsync(engine, "nobody");
        (await engine.Host.ListAsync(EntityKind.Agent)).Select(address => address.Id).ShouldBe(["ana", "ben", "cem"]);
    }
}
