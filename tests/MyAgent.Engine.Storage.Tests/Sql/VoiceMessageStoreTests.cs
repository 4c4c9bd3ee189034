using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Storage.Tests.Sql;

[IntegrationTests]
public sealed class VoiceMessageStoreTests : IDisposable
{
    private const int Chunk = 256 * 1024;
    private readonly StorageHarness _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [EachJournal(0)]
    [EachJournal(1)]
    [EachJournal(Chunk)]
    [EachJournal((3 * Chunk) + 17)]
    public async Task A_voice_message_is_read_as_it_was_stored_also_after_a_restart(JournalKind journal, int length)
    {
        _test.On(journal);
        var sound = Sound(length);
        var storage = _test.Claim();
        (await storage.VoiceMessages.StoreAsync("m1", "audio/ogg", new SlowStream(sound), after: 0)).ShouldBe(new VoiceMessage("m1", "audio/ogg", length));
        await storage.VoiceMessages.KeepAsync("m1");
        storage.Dispose();

        using var again = _test.Claim();
        var found = (await again.VoiceMessages.OpenAsync("m1")).ShouldNotBeNull();
        found.MediaType.ShouldBe("audio/ogg");
        found.Sound.Length.ShouldBe(length);
        (await ReadAsync(found)).AsSpan().SequenceEqual(sound).ShouldBeTrue();
    }

    [Theory, EachJournal]
    public async Task A_voice_message_is_read_from_any_position(JournalKind journal)
    {
        _test.On(journal);
        var sound = Sound((2 * Chunk) + 100);
        using var storage = _test.Claim();
        await StoreAsync(storage, "m1", sound);
        var found = (await storage.VoiceMessages.OpenAsync("m1")).ShouldNotBeNull();
        foreach (var from in (int[])[Chunk - 5, 0, (2 * Chunk) + 90, Chunk, 2 * Chunk])
        {
            found.Sound.Position = from;
            var part = new byte[10];
            await found.Sound.ReadExactlyAsync(part);
            part.ShouldBe(sound[from..(from + 10)], $"from {from}");
        }
        found.Sound.Position = sound.Length;
        (await found.Sound.ReadAsync(new byte[10])).ShouldBe(0);
    }

    [Theory, EachJournal]
    public async Task Reading_a_voice_message_that_is_deleted_meanwhile_fails(JournalKind journal)
    {
        _test.On(journal);
        using var storage = _test.Claim();
        await StoreAsync(storage, "m1", Sound(2 * Chunk));
        var found = (await storage.VoiceMessages.OpenAsync("m1")).ShouldNotBeNull();
        await found.Sound.ReadExactlyAsync(new byte[10]);
        await storage.VoiceMessages.DeleteAsync("m1");
        await Should.ThrowAsync<IOException>(() => ReadAsync(found));
    }

    [Theory, EachJournal]
    public async Task A_second_voice_message_under_the_same_id_replaces_the_first(JournalKind journal)
    {
        _test.On(journal);
        using var storage = _test.Claim();
        await StoreAsync(storage, "m1", Sound(600_000));
        await StoreAsync(storage, "m1", Sound(10));
        (await storage.VoiceMessages.OpenAsync("m1")).ShouldNotBeNull().Sound.Length.ShouldBe(10);
        Count("voice_message_chunk").ShouldBe(1);
        Count("voice_upload").ShouldBe(1);
    }

    [Theory, EachJournal]
    public async Task Only_the_voice_message_that_is_deleted_is_gone(JournalKind journal)
    {
        _test.On(journal);
        using var storage = _test.Claim();
        foreach (var id in (string[])["m1", "m2"])
            await StoreAsync(storage, id, Sound(10));
        await storage.VoiceMessages.DeleteAsync("m1");
        (await storage.VoiceMessages.OpenAsync("m1")).ShouldBeNull();
        (await storage.VoiceMessages.OpenAsync("m2")).ShouldNotBeNull();
        Count("voice_message_chunk").ShouldBe(1);
        Count("voice_upload").ShouldBe(1);
    }

    [Theory, EachJournal]
    public async Task An_upload_that_fails_or_is_cancelled_leaves_nothing(JournalKind journal)
    {
        _test.On(journal);
        using var storage = _test.Claim();
        (await Should.ThrowAsync<IOException>(
            () => storage.VoiceMessages.StoreAsync("m1", "audio/wav", new SlowStream(Sound(3 * Chunk), failsAt: (2 * Chunk) + 1), after: 0)))
            .Message.ShouldBe("The caller has hung up.");
        using var cancel = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => storage.VoiceMessages.StoreAsync(
            "m2", "audio/wav", new SlowStream(Sound(3 * Chunk), whenAt: 2 * Chunk, then: cancel.Cancel), after: 0, cancel.Token));

        (await storage.VoiceMessages.OpenAsync("m1")).ShouldBeNull();
        Count("voice_message_chunk").ShouldBe(0);
        Count("voice_upload").ShouldBe(0);
    }

    [Theory, EachJournal]
    public async Task A_start_removes_the_incomplete_uploads_of_a_killed_process_and_lists_the_complete_ones(JournalKind journal)
    {
        _test.On(journal);
        using (var storage = _test.Claim())
        {
            await StoreAsync(storage, "kept", Sound(10));
            await storage.VoiceMessages.KeepAsync("kept");
            await StoreAsync(storage, "whole", Sound(10));
            _test.Stored.Execute("INSERT INTO voice_message_chunk (upload, number, sound) VALUES (7, 0, CAST('x' AS blob))");
            _test.Stored.Execute("INSERT INTO voice_message_chunk (upload, number, sound) VALUES (8, 0, CAST('x' AS blob))");
            _test.Stored.Execute("INSERT INTO voice_upload (upload, message_id, started, after) VALUES (8, 'half', 1, 5)");
        }
        using var again = _test.Claim();
        Count("voice_message_chunk").ShouldBe(2);
        Count("voice_upload").ShouldBe(1);
        (await again.VoiceMessages.RemoveUnfinishedAsync(DateTimeOffset.UnixEpoch)).ShouldBe([new UnattachedSound("whole", After: 3)]);
    }

    [Theory, EachJournal]
    public async Task An_upload_in_progress_is_kept_and_an_old_one_is_removed(JournalKind journal)
    {
        _test.On(journal);
        using var storage = _test.Claim();
        _test.Stored.Execute("INSERT INTO voice_message_chunk (upload, number, sound) VALUES (8, 0, CAST('x' AS blob))");
        _test.Stored.Execute("INSERT INTO voice_upload (upload, message_id, started, after) VALUES (8, 'half', 1000, 5)");
        await StoreAsync(storage, "young", Sound(10));

        (await storage.VoiceMessages.RemoveUnfinishedAsync(new DateTimeOffset(1000, TimeSpan.Zero))).ShouldBeEmpty();
        Count("voice_upload").ShouldBe(2);
        (await storage.VoiceMessages.RemoveUnfinishedAsync(new DateTimeOffset(1001, TimeSpan.Zero))).ShouldBeEmpty();
        Count("voice_upload").ShouldBe(1);
        Count("voice_message_chunk").ShouldBe(1);
        (await storage.VoiceMessages.OpenAsync("young")).ShouldNotBeNull();
    }

    private static Task StoreAsync(ClaimedStorage storage, string id, byte[] sound) =>
        storage.VoiceMessages.StoreAsync(id, "audio/wav", new MemoryStream(sound), after: 3);

    private static async Task<byte[]> ReadAsync(StoredSound found)
    {
        using var all = new MemoryStream();
        await found.Sound.CopyToAsync(all);
        return all.ToArray();
    }

    private static byte[] Sound(int length) => Enumerable.Range(0, length).Select(at => (byte)(at % 251)).ToArray();

    private long Count(string table) => _test.Stored.Query<long>($"SELECT count(*) FROM {table}").Single();

    /// <summary>Returns its bytes in small parts, as a network does, and can fail or run an action at one of them.</summary>
    private sealed class SlowStream(byte[] bytes, int failsAt = int.MaxValue, int whenAt = int.MaxValue, Action? then = null) : MemoryStream(bytes)
    {
        private const int Part = 10_000;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= failsAt)
                throw new IOException("The caller has hung up.");
            if (Position >= whenAt)
                then!();
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, Part)], cancellationToken);
        }
    }
}
