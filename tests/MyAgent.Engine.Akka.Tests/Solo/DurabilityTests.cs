using Microsoft.Extensions.DependencyInjection;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Akka.Tests.Solo;

/// <summary>Many clients at once, a full disk, and a claim that is lost.</summary>
[IntegrationTests]
public sealed class DurabilityTests
{
    [Theory, EachJournal]
    public async Task Many_clients_at_once_are_each_answered_from_what_is_on_disk(JournalKind kind)
    {
        const int Clients = 2000;
        const int Agents = 10;
        await using var solo = await SoloHarness.OpenAsync(kind);
        var answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(number => Task.Run(async () =>
        {
            await solo.NameAsync($"a{number % Agents}", $"{number}");
            return await solo.Engine.Journal.LastOrderingAsync();
        })));

        var records = await solo.JournalAsync();
        records.Count.ShouldBe(Clients);
        records.Select(record => record.Ordering).ShouldBeInOrder();
        answers.Max().ShouldBe(records[^1].Ordering);
        foreach (var one in records.GroupBy(record => record.Entity))
            one.Select(record => record.SequenceNr).ShouldBe(Enumerable.Range(1, Clients / Agents).Select(number => (long)number));
    }

    [Theory, EachJournal]
    public async Task Entities_that_have_events_are_listed_in_order_of_their_ids(JournalKind kind)
    {
        await using var solo = await SoloHarness.OpenAsync(kind);
        foreach (var name in (string[])["cem", "ana", "ben"])
            await solo.NameAsync(name, name);
        (await solo.Engine.Host.ListAsync(EntityKind.Agent)).Select(address => address.Id).ShouldBe(["ana", "ben", "cem"]);
    }

    [PostgresFact]
    public async Task A_connection_that_is_lost_at_rest_is_noticed_and_the_engine_takes_up_from_the_journal()
    {
        await using var solo = await SoloHarness.OpenAsync(JournalKind.Postgres);
        await solo.NameAsync("ana", "Ana");
        solo.Stored.EndClaims();
        await Eventually.TrueAsync(async () => await TryNameAsync(solo, "Anna"));
        (await solo.NameOfAsync("ana")).ShouldBe("Anna");
        solo.Engine.Services.GetRequiredService<IEngineStatus>().Ended.IsCompleted.ShouldBeFalse();
    }

    [PostgresFact]
    public async Task An_engine_that_has_lost_the_journal_to_another_says_so_and_takes_no_work_any_more()
    {
        await using var solo = await SoloHarness.OpenAsync(JournalKind.Postgres);
        await solo.NameAsync("ana", "Ana");
        HostedEngine? other = null;
        await Eventually.TrueAsync(async () => (other = await TryTakeOverAsync(solo)) is not null);
        await using (other)
        {
            await solo.Engine.Services.GetRequiredService<IEngineStatus>().Ended.WaitAsync(TimeSpan.FromMinutes(1));
            await Should.ThrowAsync<EngineUnavailableException>(() => solo.NameAsync("ana", "late"));
            solo.Engine.Trouble.ShouldNotBeNull();
            (await solo.NamesInJournalAsync("ana")).ShouldBe(["Ana"]);
        }
    }

    private static async Task<bool> TryNameAsync(SoloHarness solo, string name)
    {
        try
        {
            await solo.NameAsync("ana", name);
            return true;
        }
        catch (EngineUnavailableException)
        {
            return false;
        }
    }

    /// <summary>Ends the engine's claim and opens another engine; null where the first one was faster to claim it again.</summary>
    private static async Task<HostedEngine?> TryTakeOverAsync(SoloHarness solo)
    {
        solo.Stored.EndClaims();
        try
        {
            return await SoloHarness.OpenAsync(solo.Stored.Database);
        }
        catch (Storage.JournalInUseException)
        {
            return null;
        }
    }
}
