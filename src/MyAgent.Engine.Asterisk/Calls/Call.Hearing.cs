using Microsoft.Extensions.Logging;

namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>The agent hears the message of a callback (rule 21): as Asterisk has recorded it, or from the engine where Asterisk's disk has lost it.</summary>
internal sealed partial class Call
{
    /// <summary>A sound also fails because its hearer hangs up: how soon Asterisk has said so then.</summary>
    private static readonly TimeSpan HangUpFollows = TimeSpan.FromMilliseconds(200);

    private static string RecordedIdOf(AgentLeg leg) => $"msg-{leg.Offer.OfferId}";

    private static string KeptIdOf(AgentLeg leg) => $"kept-{leg.Offer.OfferId}";

    /// <summary>Asterisk says nothing of the end of a recording that it does not have: so it is asked for it first.</summary>
    private async Task HearMessageAsync(AgentLeg leg)
    {
        leg.Callback = CallbackStep.Message;
        if (await HasRecordingAsync().ConfigureAwait(false))
        {
            if (!await Asterisk.PlayAsync(leg.Channel, RecordedIdOf(leg), ["recording:" + ChannelIds.OfRecording(Contact)]).ConfigureAwait(false))
                await DialCallerAsync(leg).ConfigureAwait(false);
        }
        else if (leg.Offer.MessageUrl is not null)
        {
            await HearFromEngineAsync(leg).ConfigureAwait(false);
        }
        else
        {
            await DialCallerAsync(leg).ConfigureAwait(false);
        }
    }

    private async Task HearFromEngineAsync(AgentLeg leg)
    {
        LogLost(_connection.Log, Contact);
        if (await LinkAsync().ConfigureAwait(false) is not { } link
            || !await Asterisk.PlayAsync(leg.Channel, KeptIdOf(leg), [$"sound:{link}"]).ConfigureAwait(false))
            await DialCallerAsync(leg).ConfigureAwait(false);
    }

    /// <summary>Where Asterisk finds the message; null where the engine gives no link to it.</summary>
    private async Task<Uri?> LinkAsync()
    {
        try
        {
            if (await Engine.MessageLinkAsync(Queue, Contact, Cancel).ConfigureAwait(false) is { } link)
                return new Uri(_connection.Settings.EngineAddress ?? Engine.Address, link);
            LogNotHeard(_connection.Log, Contact, "the engine gives no link to it");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !Cancel.IsCancellationRequested)
        {
            LogNotHeard(_connection.Log, Contact, failure.Message);
        }
        return null;
    }

    /// <summary>The message was heard, skipped, or could not be played.</summary>
    private async Task EndHearingAsync(AgentLeg leg, string playback, bool isFailed)
    {
        if (playback != RecordedIdOf(leg) && playback != KeptIdOf(leg))
            return;
        if (isFailed)
            Later(HangUpFollows, () => Leg == leg ? FailHearingAsync(leg, playback) : Task.CompletedTask);
        else
            await DialCallerAsync(leg).ConfigureAwait(false);
    }

    private async Task FailHearingAsync(AgentLeg leg, string playback)
    {
        if (playback == RecordedIdOf(leg))
        {
            await HearFromEngineAsync(leg).ConfigureAwait(false);
            return;
        }
        LogNotHeard(_connection.Log, Contact, "Asterisk cannot play it from the engine (res_http_media_cache, engineAddress)");
        await DialCallerAsync(leg).ConfigureAwait(false);
    }

    private Task SkipMessageAsync(AgentLeg leg) => Task.WhenAll(Asterisk.StopPlayingAsync(RecordedIdOf(leg)), Asterisk.StopPlayingAsync(KeptIdOf(leg)));

    private Task<bool> HasRecordingAsync() => Asterisk.HasRecordingAsync(ChannelIds.OfRecording(Contact));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The message of {Contact} cannot be played from Asterisk's disk. It is played from the engine.")]
    private static partial void LogLost(ILogger log, string contact);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The agent does not hear the message of {Contact}: {Reason}.")]
    private static partial void LogNotHeard(ILogger log, string contact, string reason);
}
