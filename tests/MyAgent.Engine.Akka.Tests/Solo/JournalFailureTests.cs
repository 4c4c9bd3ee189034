using MyAgent.Engine.Agents;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Akka.Tests.Solo;

/// <summary>A disk that fails, and comes back.</summary>
[IntegrationTests]
public sealed class JournalFailureTests
{
    private static readonly IOException DiskFull = new("The disk is full.");

    [Theory, EachJournal]
    public async Task A_command_that_cannot_be_written_has_no_answer_and_no_effect_and_the_engine_goes_on_by_itself(JournalKind kind)
    {
        await using var solo = await SoloHarness.OpenAsync(kind);
        await solo.NameAsync("ana", "Ana");
        solo.Journal.FailBefore(DiskFull);
        await Should.ThrowAsync<EngineUnavailableException>(() => solo.NameAsync("ana", "Anna"));
        await Eventually.TrueAsync(() => solo.Engine.Trouble is not null);

        solo.Journal.FailBefore(null);
        await Eventually.TrueAsync(() => solo.Engine.Trouble is null);
        (await solo.NameOfAsync("ana")).ShouldBe("Ana");
        await solo.NameAsync("ana", "Anne");
        (await solo.NamesInJournalAsync("ana")).ShouldBe(["Ana", "Anne"]);
    }

    [Theory, EachJournal]
    public async Task While_nothing_can_be_written_commands_are_refused_at_once(JournalKind kind)
    {
        await using var solo = await SoloHarness.OpenAsync(kind);
        await solo.NameAsync("ana", "Ana");
        solo.Journal.FailBefore(DiskFull);
        await Should.ThrowAsync<EngineUnavailableException>(() => solo.NameAsync("ana", "Anna"));
        await Eventually.TrueAsync(() => solo.Engine.Trouble is not null);
        (await Should.ThrowAsync<EngineUnavailableException>(() => solo.NameAsync("ben", "Ben"))).Message.ShouldContain("disk is full");
    }

    [Theory, EachJournal]
    public async Task What_was_written_though_the_disk_said_otherwise_is_there_afterwards_and_takes_effect_once(JournalKind kind)
    {
        await using var solo = await SoloHarness.OpenAsync(kind);
        await solo.NameAsync("ana", "Ana");
        solo.Journal.FailAfter(DiskFull);
        await Should.ThrowAsync<EngineUnavailableException>(() => solo.NameAsync("ana", "Anna", "key-1"));

        solo.Journal.FailAfter(null);
        await Eventually.TrueAsync(() => solo.Engine.Trouble is null);
        (await solo.NameOfAsync("ana")).ShouldBe("Anna");
        (await solo.NameAsync("ana", "Anna", "key-1")).Name.ShouldBe("Anna");
        (await solo.NamesInJournalAsync("ana")).ShouldBe(["Ana", "Anna"]);
    }

    [Theory, EachJournal]
    public async Task Nothing_that_was_decided_behind_an_event_that_is_lost_is_answered(JournalKind kind)
    {
        await using var solo = await SoloHarness.OpenAsync(kind);
        await solo.NameAsync("ana", "Ana");
        solo.Journal.Gate.Reset();
        solo.Journal.FailBefore(DiskFull);
        var lost = solo.NameAsync("ana", "Anna");
        var decidedBehindIt = new[] { solo.NameAsync("ana", "Anne"), solo.NameAsync("ana", "Anja") };
        var askedBehindIt = solo.SendAsync("ana", new GetAgent());
        solo.Journal.Gate.Set();
        foreach (var asked in (Task[])[lost, .. decidedBehindIt, askedBehindIt])
            await Should.ThrowAsync<EngineUnavailableException>(() => asked);

        solo.Journal.FailBefore(null);
        await Eventually.TrueAsync(() => solo.Engine.Trouble is null);
        (await solo.NameOfAsync("ana")).ShouldBe("Ana");
        (await solo.NamesInJournalAsync("ana")).ShouldBe(["Ana"]);
    }

    [Theory, EachJournal]
    public async Task A_question_is_answered_after_the_events_that_its_answer_has_seen_are_on_disk(JournalKind kind)
    {
        await using var solo = await SoloHarness.OpenAsync(kind);
        await solo.NameAsync("ana", "Ana");
        solo.Journal.Gate.Reset();
        var named = solo.NameAsync("ana", "Anna");
        var asked = solo.SendAsync("ana", new GetAgent());

        await solo.MailboxReadAsync("ana");
        asked.IsCompleted.ShouldBeFalse();
        named.IsCompleted.ShouldBeFalse();
        solo.Journal.Gate.Set();
        (await asked).ShouldBeOfType<AgentAnswer>().Name.ShouldBe("Anna");
        (await named).Name.ShouldBe("Anna");
    }

    [Theory, EachJournal]
    public async Task One_entity_s_conflict_does_not_fail_the_others_that_are_written_with_it(JournalKind kind)
    {
        await using var solo = await SoloHarness.OpenAsync(kind);
        foreach (var agent in (string[])["ana", "ben", "cem"])
            await solo.NameAsync(agent, "first");
        solo.Stored.Execute("""
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            SELECT created, deleted, persistence_id, 2, message, manifest, identifier, writer_uuid FROM journal WHERE persistence_id = 'agent-ben'
            """);
        solo.Journal.Gate.Reset();
        var holding = solo.NameAsync("dan", "first");
        var ana = solo.NameAsync("ana", "second");
        var ben = solo.NameAsync("ben", "second");
        var cem = solo.NameAsync("cem", "second");
        solo.Journal.Gate.Set();
        await Task.WhenAll(holding, ana, cem);
        await Should.ThrowAsync<EngineUnavailableException>(() => ben);

        solo.Engine.Trouble.ShouldBeNull();
        (await solo.NameOfAsync("ben")).ShouldBe("first");
        await solo.NameAsync("ben", "third");
        (await solo.NamesInJournalAsync("ben")).ShouldBe(["first", "first", "third"]);
        (await solo.NamesInJournalAsync("ana")).ShouldBe(["first", "second"]);
    }

    [Theory, EachJournal]
    public async Task An_entity_s_commands_are_decided_while_those_before_them_are_being_written(JournalKind kind)
    {
        await using var solo = await SoloHarness.OpenAsync(kind);
        await solo.NameAsync("ana", "0");
        solo.Journal.Gate.Reset();
        var named = Enumerable.Range(1, 100).Select(number => solo.NameAsync("ana", $"{number}")).ToList();
        solo.Journal.Gate.Set();
        (await Task.WhenAll(named)).Select(answer => answer.Name).ShouldBe(Enumerable.Range(1, 100).Select(number => $"{number}"));
        (await solo.NamesInJournalAsync("ana")).Count.ShouldBe(101);
        solo.Journal.BatchSizes.Count.ShouldBeLessThan(50);
    }
}
