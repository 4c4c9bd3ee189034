using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Embedded.Tests;

public sealed class StorageTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly TestEngine _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [EachJournal(0)]
    [EachJournal(1)]
    [EachJournal(256 * 1024)]
    [EachJournal((3 * 256 * 1024) + 17)]
    public async Task A_voice_message_comes_back_as_it_was_also_after_a_restart(JournalKind journal, int length)
    {
        _test.On(journal);
        var sound = Sound(length);
        var engine = await _test.OpenAsync();
        (await engine.VoiceMessages.StoreAsync("m1", "audio/ogg", sound)).ShouldBe(new VoiceMessage("m1", "audio/ogg", length));
        engine.Abandon();

        await using var again = await _test.OpenAsync();
        var found = (await again.VoiceMessages.FindAsync("m1")).ShouldNotBeNull();
        found.MediaType.ShouldBe("audio/ogg");
        found.Sound.AsSpan().SequenceEqual(sound).ShouldBeTrue();
    }

    [Theory, EachJournal]
    public async Task A_second_voice_message_under_the_same_id_replaces_the_first(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await _test.OpenAsync();
        await engine.VoiceMessages.StoreAsync("m1", "audio/ogg", Sound(600_000));
        await engine.VoiceMessages.StoreAsync("m1", "audio/wav", Sound(10));
        (await engine.VoiceMessages.FindAsync("m1")).ShouldNotBeNull().Sound.Length.ShouldBe(10);
        Count("voice_message_chunk").ShouldBe(1);
    }

    [Theory, EachJournal]
    public async Task A_voice_message_that_is_deleted_is_gone_and_no_other(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await _test.OpenAsync();
        foreach (var id in (string[])["m1", "m2"])
            await engine.VoiceMessages.StoreAsync(id, "audio/wav", Sound(10));
        await engine.VoiceMessages.DeleteAsync("m1");
        (await engine.VoiceMessages.FindAsync("m1")).ShouldBeNull();
        (await engine.VoiceMessages.FindAsync("m2")).ShouldNotBeNull();
        Count("voice_message_chunk").ShouldBe(1);
    }

    [Theory, EachJournal]
    public async Task A_voice_message_that_is_not_wanted_any_more_is_not_stored(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await _test.OpenAsync();
        await Should.ThrowAsync<OperationCanceledException>(
            () => engine.VoiceMessages.StoreAsync("m1", "audio/wav", Sound(10), new CancellationToken(canceled: true)));
        (await engine.VoiceMessages.FindAsync("m1")).ShouldBeNull();
        Count("voice_message_chunk").ShouldBe(0);
    }

    [Theory, EachJournal]
    public async Task A_half_written_voice_message_vanishes_at_the_start(JournalKind journal)
    {
        _test.On(journal);
        await using (await _test.OpenAsync())
        {
            _test.Stored.Execute("INSERT INTO voice_message_chunk (upload, number, sound) VALUES (7, 0, CAST('x' AS blob))");
        }
        await using var again = await _test.OpenAsync();
        Count("voice_message_chunk").ShouldBe(0);
    }

    [Theory, EachJournal]
    public async Task Access_tokens_are_kept_and_revoked_once(JournalKind journal)
    {
        _test.On(journal);
        var engine = await _test.OpenAsync();
        var token = new AccessToken("t1", "agent", "ana", [1, 2, 3], Noon, RevokedAt: null);
        await engine.Tokens.AddAsync(token);
        await engine.Tokens.AddAsync(token with { Id = "t2", Role = "admin", Agent = null });
        (await engine.Tokens.RevokeAsync("t1", Noon.AddHours(1))).ShouldBeTrue();
        (await engine.Tokens.RevokeAsync("t1", Noon.AddHours(2))).ShouldBeFalse();
        (await engine.Tokens.RevokeAsync("t9", Noon)).ShouldBeFalse();
        await Should.ThrowAsync<EngineUnavailableException>(() => engine.Tokens.AddAsync(token));
        engine.Abandon();

        await using var again = await _test.OpenAsync();
        var tokens = await again.Tokens.ListAsync();
        tokens.Select(known => (known.Id, known.Role, known.Agent, known.RevokedAt))
            .ShouldBe([("t1", "agent", "ana", Noon.AddHours(1)), ("t2", "admin", null, null)]);
        tokens[0].Hash.ShouldBe([1, 2, 3]);
    }

    private static byte[] Sound(int length) => Enumerable.Range(0, length).Select(at => (byte)(at % 251)).ToArray();

    private long Count(string table) => _test.Stored.Query<long>($"SELECT count(*) FROM {table}").Single();
}
