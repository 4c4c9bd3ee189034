using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Asterisk.Ari;
using MyAgent.Engine.Asterisk.Settings;

namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>A caller comes and goes.</summary>
internal sealed partial class Call
{
    /// <summary>The variable of the caller's channel in which the dialplan finds why the engine refused the call.</summary>
    private const string StatusVariable = "MYAGENTSTATUS";

    /// <summary>The dialplan may send a caller who was refused to a queue again.</summary>
    private readonly string _visit = Guid.NewGuid().ToString("N")[..8];

    private bool _isCallerAnswered;

    /// <summary>A caller has come: picked up where the settings say so, and brought to the engine, at once.</summary>
    /// <param name="channel">The caller's channel.</param>
    /// <param name="called">The number that was called, where the dialplan says it.</param>
    public async Task ArriveAsync(Channel channel, string? called)
    {
        (_number, _isCallerAnswered) = (channel.Caller.KnownNumber, channel.IsUp);
        var welcome = WelcomeAsync();
        var arrival = await Engine.SendAsync($"queues/{Queue}/contacts", new JsonObject
        {
            ["contactId"] = Contact, ["media"] = "call", ["caller"] = _number, ["originAt"] = channel.Creationtime.UtcDateTime, ["connector"] = Engine.Connector,
            ["called"] = called,
        }, $"{Contact}/arrive/{_visit}", Cancel).ConfigureAwait(false);
        if (arrival.IsDone)
        {
            using var contact = JsonDocument.Parse(arrival.Body);
            Queue = contact.RootElement.GetProperty("queueId").GetString()!;
            ScheduleAnnouncement(_connection.Settings.Announcements.FirstAfterSeconds);
            return;
        }
        LogRefused(_connection.Log, Contact, Queue, arrival.Code ?? arrival.Status.ToString());
        State = CallerState.Gone;
        await welcome.ConfigureAwait(false);
        await Asterisk.SetAsync(Caller!, StatusVariable, arrival.Code ?? "refused").ConfigureAwait(false);
        await Asterisk.StopMusicAsync(Caller!).ConfigureAwait(false);
        // Before the dialplan goes on: it may send the caller to a queue at once.
        _connection.Forget(this);
        await Asterisk.ContinueAsync(Caller!).ConfigureAwait(false);
    }

    /// <summary>The caller's channel is gone.</summary>
    public async Task LoseCallerAsync()
    {
        var before = State;
        State = CallerState.Gone;
        if (before == CallerState.Recording)
        {
            // The end of the recording decides whether it was a message.
            _isGoneWhileRecording = true;
            Later(TimeSpan.FromSeconds(5), () => _isGoneWhileRecording ? HangUpContactAsync() : Task.CompletedTask);
        }
        else if (before == CallerState.Leaving)
        {
            ForgetCaller();
        }
        else if (before != CallerState.Gone)
        {
            await Task.WhenAll(DropLegAsync(), HangUpContactAsync()).ConfigureAwait(false);
        }
    }

    /// <summary>The contact is done: by its agent at the desk, by a supervisor, by a limit, or by what the connector itself said.</summary>
    public async Task FinishAsync()
    {
        if (Leg is { Offer.Kind: "consult" } consulted && consulted.IsConnected)
        {
            // The agent may have been handed the call: its offer comes at the same instant, and takes the channel over.
            Later(TimeSpan.FromMilliseconds(500), async () =>
            {
                await EndConsultationAsync().ConfigureAwait(false);
                _connection.Forget(this);
            });
            return;
        }
        if (Leg is not null)
            await DropLegAsync().ConfigureAwait(false);
        if (Caller is not null && State is not (CallerState.Gone or CallerState.Leaving))
            await Asterisk.HangUpAsync(Caller).ConfigureAwait(false);
        _connection.Forget(this);
    }

    /// <summary>From now on it is a callback, which has no caller on the line.</summary>
    private void ForgetCaller() => (State, Caller, _isGoneWhileRecording) = (CallerState.None, null, false);

    /// <summary>While the call is reported: that must not wait for Asterisk.</summary>
    private Task WelcomeAsync() => _welcome.Then(() => Task.WhenAll(
        _connection.Settings.Answer == AnswerMoment.Arrival ? AnswerCallerAsync() : Task.CompletedTask, PlayMusicAsync()));

    /// <summary>Picks up, once. Until then Asterisk plays music and sounds as early media.</summary>
    private Task AnswerCallerAsync()
    {
        if (_isCallerAnswered)
            return Task.CompletedTask;
        _isCallerAnswered = true;
        return Asterisk.AnswerAsync(Caller!);
    }

    private Task PlayMusicAsync() => Asterisk.PlayMusicAsync(Caller!, _connection.Settings.Sounds.Music);

    private async Task HangUpContactAsync()
    {
        _isGoneWhileRecording = false;
        var hungUp = await Engine.SendAsync($"queues/{Queue}/contacts/{Contact}/hang-up", [], $"{Contact}/hang-up", Cancel).ConfigureAwait(false);
        if (!hungUp.IsDone && (int)hungUp.Status is not (404 or 409))
            LogNotTold(_connection.Log, Contact, hungUp.Code ?? hungUp.Status.ToString());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {Contact} was refused by queue {Queue}: {Code}. The dialplan goes on with MYAGENTSTATUS.")]
    private static partial void LogRefused(ILogger log, string contact, string queue, string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The engine does not take it that the caller of {Contact} is gone: {Code}.")]
    private static partial void LogNotTold(ILogger log, string contact, string code);
}
