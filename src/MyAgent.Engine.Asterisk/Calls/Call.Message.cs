using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Asterisk.Ari;

namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>The caller leaves a voice message, and keeps the place (rules 19, 20 and 33f).</summary>
internal sealed partial class Call
{
    private const int MaxNumbers = 3;

    /// <summary>How soon Asterisk has said what ended a recording, # or the end of the channel; a caller of whom neither is said has pressed #.</summary>
    private static readonly TimeSpan HashOrEndFollows = TimeSpan.FromSeconds(1);

    private string? _number;
    private TypedDigits _typed = new();
    private int _refusedNumbers;
    private bool _hasPressedHash;
    private bool _isGoneWhileRecording;

    private string InstructionId => $"in-{Contact}";

    private string GoodbyeId => $"bye-{Contact}";

    private string NumberId => $"no-{Contact}";

    /// <summary>The caller has pressed a key.</summary>
    public async Task PressAsync(string digit)
    {
        if (State == CallerState.Waiting && digit == _connection.Settings.Message.Key)
            await BeginMessageAsync().ConfigureAwait(false);
        else if (State == CallerState.Instructed && digit == "#")
            await Asterisk.StopPlayingAsync(InstructionId).ConfigureAwait(false);
        else if (State == CallerState.Recording && digit == "#")
            _hasPressedHash = true;
        else if (State == CallerState.Silent && digit == "#")
            await RequestWithoutMessageAsync().ConfigureAwait(false);
        else if (State == CallerState.TypingNumber)
            await TypeAsync(digit).ConfigureAwait(false);
    }

    /// <summary>The recording is over: the message is kept, and the call becomes a callback request.</summary>
    /// <param name="seconds">Its length in seconds.</param>
    public async Task EndRecordingAsync(int? seconds)
    {
        if (State != CallerState.Recording && !_isGoneWhileRecording)
            return;
        var isSilent = seconds is null || seconds < _connection.Settings.Message.MinSeconds;
        if (isSilent && !_hasPressedHash)
        {
            // Hung up at once: no message was meant. Or # was pressed: its event may come after that of the recording, and so may the end of the channel.
            if (_isGoneWhileRecording)
            {
                await HangUpContactAsync().ConfigureAwait(false);
                return;
            }
            State = CallerState.Silent;
            Later(HashOrEndFollows, () => State == CallerState.Silent ? RequestWithoutMessageAsync() : Task.CompletedTask);
        }
        else if (isSilent)
        {
            await RequestWithoutMessageAsync().ConfigureAwait(false);
        }
        else
        {
            await KeepMessageAsync().ConfigureAwait(false);
            await RequestCallbackAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The recording failed, by a full disk for example: the caller is called back all the same.</summary>
    public async Task FailRecordingAsync(string? cause)
    {
        LogNotRecorded(_connection.Log, Contact, cause ?? "no reason given");
        if (State == CallerState.Recording || _isGoneWhileRecording)
            await RequestCallbackAsync().ConfigureAwait(false);
    }

    /// <summary>The engine has ended the recording at its limit: the caller waits again, or has the callback already.</summary>
    public async Task StopMessageAsync(bool isCallback)
    {
        if (State is not (CallerState.Instructed or CallerState.Recording or CallerState.Silent or CallerState.TypingNumber))
            return;
        var wasRecording = State == CallerState.Recording;
        State = isCallback ? CallerState.Leaving : CallerState.Waiting;
        if (wasRecording)
            await Asterisk.StopRecordingAsync(ChannelIds.OfRecording(Contact)).ConfigureAwait(false);
        if (isCallback)
            await SayGoodbyeAsync().ConfigureAwait(false);
        else
            await PlayMusicAsync().ConfigureAwait(false);
    }

    /// <summary>A sound was played to its end, or could not be.</summary>
    public async Task EndSoundAsync(string playback, bool isFailed)
    {
        if (playback == InstructionId && State == CallerState.Instructed)
            await RecordAsync().ConfigureAwait(false);
        else if (playback == GoodbyeId && State == CallerState.Leaving)
            await Asterisk.HangUpAsync(Caller!).ConfigureAwait(false);
        else if (playback == AnnouncementId)
            await EndAnnouncementAsync().ConfigureAwait(false);
        else if (Leg is { Offer.Kind: "callback" } leg)
            await EndHearingAsync(leg, playback, isFailed).ConfigureAwait(false);
    }

    private async Task BeginMessageAsync()
    {
        var recording = await Engine.SendAsync($"queues/{Queue}/contacts/{Contact}/record", [], $"{Contact}/record/{++_messages}-{_connection.Id}", Cancel).ConfigureAwait(false);
        if (!recording.IsDone)
        {
            LogNoMessage(_connection.Log, Contact, recording.Code ?? recording.Status.ToString());
            return;
        }
        // An offer that was ringing is withdrawn.
        await DropLegAsync().ConfigureAwait(false);
        State = CallerState.Instructed;
        await Task.WhenAll(AnswerCallerAsync(), StopAnnouncingAsync(), Asterisk.StopMusicAsync(Caller!)).ConfigureAwait(false);
        if (!await Asterisk.PlayAsync(Caller!, InstructionId, _connection.Settings.Sounds.Message).ConfigureAwait(false))
            await RecordAsync().ConfigureAwait(false);
    }

    private async Task RecordAsync()
    {
        State = CallerState.Recording;
        if (!await Asterisk.RecordAsync(Caller!, ChannelIds.OfRecording(Contact), TimeSpan.FromSeconds(_connection.Settings.Message.MaxSeconds)).ConfigureAwait(false))
            await FailRecordingAsync("Asterisk refuses to record").ConfigureAwait(false);
    }

    private Task RequestWithoutMessageAsync()
    {
        LogSilent(_connection.Log, Contact);
        return RequestCallbackAsync();
    }

    private async Task KeepMessageAsync()
    {
        if (await FetchMessageAsync().ConfigureAwait(false) is { } audio)
            await StoreMessageAsync(audio).ConfigureAwait(false);
    }

    /// <summary>The message, as a WAV file; null where it cannot be fetched.</summary>
    private async Task<byte[]?> FetchMessageAsync()
    {
        if (_connection.Server is not { } server)
            return null;
        try
        {
            if (await server.RecordingAsync(ChannelIds.OfRecording(Contact), Cancel).ConfigureAwait(false) is { } audio)
                return audio;
            LogNotKept(_connection.Log, Contact, "Asterisk does not have it");
        }
        catch (AriUnavailableException failure)
        {
            LogNotKept(_connection.Log, Contact, failure.Message);
        }
        return null;
    }

    private async Task StoreMessageAsync(byte[] audio)
    {
        if (await Engine.StoreMessageAsync(Queue, Contact, audio, Cancel).ConfigureAwait(false) is { IsDone: false } refused)
            LogNotKept(_connection.Log, Contact, refused.Code ?? refused.Status.ToString());
    }

    private async Task RequestCallbackAsync()
    {
        if (_number is { } number)
        {
            var requested = await Engine.SendAsync(
                $"queues/{Queue}/contacts/{Contact}/callback", new JsonObject { ["number"] = number }, $"{Contact}/callback/{number}", Cancel).ConfigureAwait(false);
            if (requested.IsDone)
            {
                if (State == CallerState.Gone)
                {
                    ForgetCaller();
                    return;
                }
                State = CallerState.Leaving;
                await SayGoodbyeAsync().ConfigureAwait(false);
                return;
            }
            LogNoCallback(_connection.Log, Contact, requested.Code ?? requested.Status.ToString());
            if (requested.Code is not ("forbiddenNumber" or "implausibleNumber"))
                _refusedNumbers = MaxNumbers;
        }
        if (_isGoneWhileRecording)
            await HangUpContactAsync().ConfigureAwait(false);
        else if (State != CallerState.Gone)
            await AskForNumberAsync().ConfigureAwait(false);
    }

    private async Task AskForNumberAsync()
    {
        if (_refusedNumbers++ >= MaxNumbers)
        {
            await Engine.SendAsync($"queues/{Queue}/contacts/{Contact}/resume", [], $"{Contact}/resume/{_messages}-{_connection.Id}", Cancel).ConfigureAwait(false);
            (State, _refusedNumbers) = (CallerState.Waiting, 0);
            await PlayMusicAsync().ConfigureAwait(false);
            return;
        }
        (State, _typed) = (CallerState.TypingNumber, new TypedDigits());
        await Asterisk.PlayAsync(Caller!, NumberId, _connection.Settings.Sounds.Number).ConfigureAwait(false);
    }

    private async Task TypeAsync(string digit)
    {
        if (_typed.Press(digit) is not { } number)
            return;
        await Asterisk.StopPlayingAsync(NumberId).ConfigureAwait(false);
        _number = number;
        await RequestCallbackAsync().ConfigureAwait(false);
    }

    private async Task SayGoodbyeAsync()
    {
        if (!await Asterisk.PlayAsync(Caller!, GoodbyeId, _connection.Settings.Sounds.Goodbye).ConfigureAwait(false))
            await Asterisk.HangUpAsync(Caller!).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The caller of {Contact} may leave no message now: {Code}.")]
    private static partial void LogNoMessage(ILogger log, string contact, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "The message of {Contact} was not recorded: {Cause}. The caller is called back without it.")]
    private static partial void LogNotRecorded(ILogger log, string contact, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The message of {Contact} is too short to keep. The caller is called back without it.")]
    private static partial void LogSilent(ILogger log, string contact);

    [LoggerMessage(Level = LogLevel.Error, Message = "The message of {Contact} stays on Asterisk's disk: {Reason}.")]
    private static partial void LogNotKept(ILogger log, string contact, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The callback of {Contact} was refused: {Code}.")]
    private static partial void LogNoCallback(ILogger log, string contact, string code);
}
