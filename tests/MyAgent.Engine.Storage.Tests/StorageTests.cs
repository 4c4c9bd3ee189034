using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Storage.Tests;

public sealed class StorageTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly StorageHarness _test = new();

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
        var storage = _test.Claim();
        (await storage.VoiceMessages.StoreAsync("m1", "audio/ogg", sound)).ShouldBe(new VoiceMessage("m1", "audio/ogg", length));
        storage.Dispose();

        using var again = _test.Claim();
        var found = (await again.VoiceMessages.FindAsync("m1")).ShouldNotBeNull();
        found.MediaType.ShouldBe("audio/ogg");
        found.Sound.AsSpan().SequenceEqual(sound).ShouldBeTrue();
    }

    [Theory, EachJournal]
    public async Task A_second_voice_message_under_the_same_id_replaces_the_first(JournalKind journal)
    {
        _test.On(journal);
        using var storage = _test.Claim();
        await storage.VoiceMessages.StoreAsync("m1", "audio/ogg", Sound(600_000));
        await storage.VoiceMessages.StoreAsync("m1", "audio/wav", Sound(10));
        (await storage.VoiceMessages.FindAsync("m1")).ShouldNotBeNull().Sound.Length.ShouldBe(10);
        Count("voice_message_chunk").ShouldBe(1);
    }

    [Theory, EachJournal]
    public async Task A_voice_message_that_is_deleted_is_gone_and_no_other(JournalKind journal)
    {
        _test.On(journal);
        using var storage = _test.Claim();
        foreach (var id in (string[])["m1", "m2"])
            await storage.VoiceMessages.StoreAsync(id, "audio/wav", Sound(10));
        await storage.VoiceMessages.DeleteAsync("m1");
        (await storage.VoiceMessages.FindAsync("m1")).ShouldBeNull();
        (await storage.VoiceMessages.FindAsync("m2")).ShouldNotBeNull();
        Count("voice_message_chunk").ShouldBe(1);
    }

    [Theory, EachJournal]
    public async Task A_voice_message_that_is_not_wanted_any_more_is_not_stored(JournalKind journal)
    {
        _test.On(journal);
        using var storage = _test.Claim();
        await Should.ThrowAsync<OperationCanceledException>(
            () => storage.VoiceMessages.StoreAsync("m1", "audio/wav", Sound(10), new CancellationToken(canceled: true)));
        (await storage.VoiceMessages.FindAsync("m1")).ShouldBeNull();
        Count("voice_message_chunk").ShouldBe(0);
    }

    [Theory, EachJournal]
    public void A_half_written_voice_message_vanishes_at_the_start(JournalKind journal)
    {
        _test.On(journal);
        using (_test.Claim())
        {
            _test.Stored.Execute("INSERT INTO voice_message_chunk (upload, number, sound) VALUES (7, 0, CAST('x' AS blob))");
        }
        using var again = _test.Claim();
        Count("voice_message_chunk").ShouldBe(0);
    }

    [Theory, EachJournal]
    public async Task Access_tokens_are_kept_and_revoked_once(JournalKind journal)
    {
        _test.On(journal);
        var storage = _test.Claim();
        var token = new AccessToken("t1", "agent", "ana", [1, 2, 3], Noon, RevokedAt: null);
        await storage.Tokens.AddAsync(token);
        await storage.Tokens.AddAsync(token with { Id = "t2", Role = "admin", Agent = null });
        (await storage.Tokens.RevokeAsync("t1", Noon.AddHours(1))).ShouldBeTrue();
        (await storage.Tokens.RevokeAsync("t1", Noon.AddHours(2))).ShouldBeFalse();
        (await storage.Tokens.RevokeAsync("t9", Noon)).ShouldBeFalse();
        await Should.ThrowAsync<EngineUnavailableException>(() => storage.Tokens.AddAsync(token));
        storage.Dispose();

        using var again = _test.Claim();
        var tokens = await again.Tokens.ListAsync();
        tokens.Select(known => (known.Id, known.Role, known.Agent, known.RevokedAt))
            .ShouldBe([("t1", "agent", "ana", Noon.AddHours(1)), ("t2", "admin", null, null)]);
        tokens[0].Hash.ShouldBe([1, 2, 3]);
    }

    private static byte[] Sound(int length) => Enumerable.Range(0, length).Select(at => (byte)(at % 251)).ToArray();

    private long Count(string table) => _test.Stored.Query<long>($"SELECT count(*) FROM {table}").Single();
}
