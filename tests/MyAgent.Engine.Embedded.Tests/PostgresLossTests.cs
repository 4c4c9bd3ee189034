using MyAgent.Engine.Entities;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Embedded.Tests;

/// <summary>What the engine does when the connection is lost that holds its claim on the journal.</summary>
public sealed class PostgresLossTests : IDisposable
{
    private readonly TestEngine _test = new();

    public void Dispose() => _test.Dispose();

    [PostgresFact]
    public async Task A_connection_that_is_lost_at_rest_is_noticed_and_the_engine_takes_up_from_the_journal()
    {
        _test.On(JournalKind.Postgres);
        await using var engine = await _test.OpenAsync();
        await TestEngine.NameAsync(engine, "ana", "Ana");
        _test.Stored.EndClaims();
        await Eventually.TrueAsync(() => engine.Health.State == EngineState.Unhealthy);
        engine.Health.Reason.ShouldNotBeNull().ShouldContain("connection");
        await Should.ThrowAsync<EngineUnavailableException>(() => TestEngine.NameAsync(engine, "ana", "lost"));

        await Eventually.TrueAsync(() =>
        {
            _test.Time.Advance(TimeSpan.FromSeconds(10));
            return engine.Health.State == EngineState.Healthy;
        });
        await TestEngine.NameAsync(engine, "ana", "Anna");
        (await TestEngine.NamesAsync(engine, "ana")).ShouldBe(["Ana", "Anna"]);
        engine.TakenOver.IsCompleted.ShouldBeFalse();
    }

    [PostgresFact]
    public async Task An_engine_that_has_lost_the_journal_to_another_says_so_and_takes_no_work_any_more()
    {
        _test.On(JournalKind.Postgres);
        await using var first = await _test.OpenAsync();
        await TestEngine.NameAsync(first, "ana", "Ana");
        _test.Stored.EndClaims();
        await using var second = await _test.OpenAsync();
        await TestEngine.NameAsync(second, "ana", "Anna");
        await Eventually.TrueAsync(() =>
        {
            _test.Time.Advance(TimeSpan.FromSeconds(10));
            return first.TakenOver.IsCompleted;
        });
        await Should.ThrowAsync<EngineUnavailableException>(() => TestEngine.NameAsync(first, "ana", "late"));
        first.Health.State.ShouldBe(EngineState.Unhealthy);
        (await TestEngine.ReadAllAsync(_test.Options.Database.ReadJournal())).Count.ShouldBe(2);
    }
}
