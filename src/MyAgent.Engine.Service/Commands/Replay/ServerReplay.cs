using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Api.Contacts;
using MyAgent.Engine.Service.Client;

namespace MyAgent.Engine.Service.Commands.Replay;

/// <summary>Plays recorded traffic in real time against a server: contacts come, and those whose patience ends hang up or ask to be
/// called back. The agents are the server's own.</summary>
/// <param name="traffic">The contacts, in the order in which they come.</param>
/// <param name="client">The server.</param>
/// <param name="time">Times it.</param>
internal sealed class ServerReplay(IReadOnlyList<RecordedContact> traffic, ApiClient client, TimeProvider time)
{
    private readonly string _name = $"replay-{Guid.NewGuid():n}"[..15];
    private int _sent;
    private int _refused;
    private int _hungUp;
    private int _callbacks;

    /// <summary>Plays it to the end.</summary>
    public async Task<ServerReplayReport> RunAsync(CancellationToken cancel)
    {
        var (recordedStart, start) = (traffic[0].At, time.GetUtcNow());
        var playing = new List<Task>();
        foreach (var contact in traffic)
        {
            await UntilAsync(contact.At);
            playing.Add(PlayAsync(contact, UntilAsync, cancel));
        }
        await Task.WhenAll(playing);
        return new ServerReplayReport(_sent, _refused, _hungUp, _callbacks);

        Task UntilAsync(DateTimeOffset recorded)
        {
            var left = start + (recorded - recordedStart) - time.GetUtcNow();
            return left > TimeSpan.Zero ? Task.Delay(left, time, cancel) : Task.CompletedTask;
        }
    }

    private async Task PlayAsync(RecordedContact recorded, Func<DateTimeOffset, Task> untilAsync, CancellationToken cancel)
    {
        var contactId = $"{_name}-{recorded.Line}";
        if (await AllowedAsync(() => client.PostAsync<ContactResponse>(
                $"queues/{recorded.QueueId}/contacts", Body(contactId, recorded), cancel)) is not { } came)
        {
            Interlocked.Increment(ref _refused);
            return;
        }
        Interlocked.Increment(ref _sent);
        if (recorded.IsDirect)
            Interlocked.Increment(ref _callbacks);
        if (recorded.GivesUpAt is not { } at)
            return;
        await untilAsync(at);
        var path = $"queues/{came.QueueId}/contacts/{contactId}";
        if ((await client.GetAsync<ContactResponse>(path, cancel)).State is not (ContactState.Waiting or ContactState.Offered))
            return;
        if (recorded is { Callback: true, Media: Media.Call }
            && await AllowedAsync(() => client.PostAsync<ContactResponse>($"{path}/callback", new { number = recorded.Caller?.Value ?? "" }, cancel)) is not null)
            Interlocked.Increment(ref _callbacks);
        else if (recorded.Patience is not null && await AllowedAsync(() => client.PostAsync<ContactResponse>($"{path}/hang-up", null, cancel)) is not null)
            Interlocked.Increment(ref _hungUp);
    }

    private static object Body(string contactId, RecordedContact recorded) => recorded.IsDirect
        ? new { contactId, kind = "callback", number = recorded.Caller }
        : new { contactId, media = recorded.Media, caller = recorded.Caller };

    /// <summary>The answer; null where the engine's state or a rule of the queue forbids it, as it may at any time.</summary>
    private static async Task<ContactResponse?> AllowedAsync(Func<Task<ContactResponse>> ask)
    {
        try
        {
            return await ask();
        }
        catch (RefusedCallException refused) when (refused.Status is StatusCodes.Status409Conflict or StatusCodes.Status422UnprocessableEntity)
        {
            return null;
        }
    }
}

/// <summary>What came of playing recorded traffic against a server.</summary>
/// <param name="Sent">The accepted contacts.</param>
/// <param name="Refused">The refused contacts.</param>
/// <param name="HungUp">Callers who hung up.</param>
/// <param name="Callbacks">Callers who asked to be called back, with a call or without one.</param>
internal sealed record ServerReplayReport(int Sent, int Refused, int HungUp, int Callbacks);
