using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Asterisk.Ari;
using MyAgent.Engine.Asterisk.Engine;
using MyAgent.Engine.Asterisk.Settings;
using MyAgent.Engine.Asterisk.Telephones;

namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>The calls of one connection to Asterisk. Nothing is kept that cannot be read from Asterisk and the engine: after each connection it begins from what they have.
/// While the engine is away, the calls stay as they are, and what is to be told is told when it is back.</summary>
internal sealed partial class Connection : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Call> _calls = new();
    private readonly ConcurrentDictionary<string, Call> _callOfOffer = new();
    private readonly ConcurrentDictionary<string, string> _renamed = new();
    private readonly CancellationTokenSource _over;
    private readonly AriConnection _ari;

    /// <param name="ari">The connection.</param>
    /// <param name="server">Where voice messages are fetched; null for nowhere.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="settings">What callers and agents hear and press.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">Where trouble is told.</param>
    /// <param name="cancel">Ends it.</param>
    public Connection(
        AriConnection ari, AsteriskServer? server, EngineApi engine, AsteriskSettings settings, TimeProvider clock, ILogger log, CancellationToken cancel)
    {
        (_ari, Server, Engine, Settings, Clock, Log) = (ari, server, engine, settings, clock, log);
        _over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Asterisk = new AsteriskCommands(ari, settings.Application);
        Telephones = new TelephoneStates(this);
        Features = new FeatureCalls(this);
    }

    /// <summary>Tells this connection's commands from those of others.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N")[..8];

    /// <summary>Asterisk.</summary>
    public AsteriskCommands Asterisk { get; }

    /// <summary>Where voice messages are fetched; null for nowhere.</summary>
    public AsteriskServer? Server { get; }

    /// <summary>The engine.</summary>
    public EngineApi Engine { get; }

    /// <summary>What callers and agents hear and press.</summary>
    public AsteriskSettings Settings { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Where trouble is told.</summary>
    public ILogger Log { get; }

    /// <summary>The connection is over.</summary>
    public CancellationToken Cancel => _over.Token;

    /// <summary>The states of telephones.</summary>
    public TelephoneStates Telephones { get; }

    /// <summary>What agents dial.</summary>
    public FeatureCalls Features { get; }

    /// <summary>Steps that end with the connection.</summary>
    public SerialSteps NewSteps(string subject) => new(subject, Clock, Log, Cancel);

    /// <summary>Runs until Asterisk is gone, or has given the application to another connector.</summary>
    public async Task RunAsync()
    {
        var asOf = await new Reconciliation(this).RunAsync().ConfigureAwait(false);
        await Telephones.StartAsync().ConfigureAwait(false);
        LogReady(Log, Engine.Connector, _calls.Count);
        Task[] sides = [ReadAsteriskAsync(), new EngineFollower(this, Take).RunAsync(asOf)];
        await Task.WhenAny(sides).ConfigureAwait(false);
        await _over.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(sides).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_ari.NotUnderstood > 0)
            LogNotUnderstood(Log, _ari.NotUnderstood);
    }

    /// <summary>A call; null where this connector does not have it.</summary>
    public Call? Find(string contact) => _calls.GetValueOrDefault(contact);

    /// <summary>A call, which is made where there is none.</summary>
    public Call GetOrAdd(string contact, string queue, string? caller) => _calls.GetOrAdd(contact, id => new Call(id, queue, caller, this));

    /// <summary>A call is over.</summary>
    public void Forget(Call call)
    {
        if (!_calls.TryRemove(new KeyValuePair<string, Call>(call.Contact, call)))
            return;
        foreach (var offer in call.Offers)
            _callOfOffer.TryRemove(offer, out _);
    }

    /// <summary>Remembers which call an offer is of.</summary>
    public void Remember(string offer, Call call)
    {
        call.Offers.Enqueue(offer);
        _callOfOffer[offer] = call;
    }

    /// <summary>An agent's channel belongs to another offer than its id says: the agent was handed the call.</summary>
    public void Rename(string channel, string offer) => _renamed[channel] = offer;

    /// <summary>The call that an offer is of; null where this connector does not have it.</summary>
    public Call? OfOffer(string offer) => _callOfOffer.GetValueOrDefault(offer);

    /// <summary>The contacts whose callers are on the line.</summary>
    public IReadOnlyList<string> Live() => [.. _calls.Values.Where(call => call.Caller is not null && call.State != CallerState.Gone).Select(call => call.Contact)];

    /// <summary>The claims and events of the engine are over: begin from what both have.</summary>
    public Task EndAsync() => _over.CancelAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync().ConfigureAwait(false);
        await _ari.DisposeAsync().ConfigureAwait(false);
        _over.Dispose();
    }

    private async Task ReadAsteriskAsync()
    {
        await foreach (var happened in _ari.Events.ReadAllAsync(Cancel).ConfigureAwait(false))
        {
            if (happened is ApplicationReplaced)
            {
                LogReplaced(Log, Settings.Application);
                return;
            }
            Take(happened);
        }
    }

    private void Take(AriEvent happened)
    {
        switch (happened)
        {
            case StasisStart { Channel: { } channel } started:
                Start(channel, started);
                break;
            case StasisEnd { Channel.Id: var id }:
                End(id, cause: null);
                break;
            case ChannelDestroyed { Channel.Id: var id, Cause: var cause }:
                End(id, cause);
                break;
            case ChannelDtmfReceived { Channel.Id: var id, Digit: var digit }:
                Press(id, digit);
                break;
            case ChannelHold { Channel.Id: var id }:
                _ = OfAgent(id) is { } held ? held.Then(() => held.ReportHoldAsync(isHeld: true)) : null;
                break;
            case ChannelUnhold { Channel.Id: var id }:
                _ = OfAgent(id) is { } resumed ? resumed.Then(() => resumed.ReportHoldAsync(isHeld: false)) : null;
                break;
            case RecordingFinished { Recording: { } recording }:
                _ = OfRecording(recording) is { } recorded ? recorded.Then(() => recorded.EndRecordingAsync(recording.Duration)) : null;
                break;
            case RecordingFailed { Recording: { } recording }:
                _ = OfRecording(recording) is { } failed ? failed.Then(() => failed.FailRecordingAsync(recording.Cause)) : null;
                break;
            case PlaybackFinished { Playback: { } playback }:
                EndSound(playback);
                break;
            case EndpointStateChange { Endpoint: { } endpoint }:
                Telephones.Changed(endpoint.Id);
                break;
            case DeviceStateChanged { DeviceState: { } device }:
                Telephones.Changed(device);
                break;
        }
    }

    private void Start(Channel channel, StasisStart started)
    {
        if (OfAgent(channel.Id) is { } agent)
        {
            _ = agent.Then(() => agent.AnswerAsync(channel.Id, started.Timestamp));
        }
        else if (OfCalledBack(channel.Id) is { } called)
        {
            _ = called.Then(() => called.AnswerByCallerAsync(channel.Id));
        }
        else if (ChannelIds.OfferOfAgent(channel.Id) is not null || ChannelIds.OfferOfCalledBack(channel.Id) is not null)
        {
            _ = NewSteps(channel.Id).Then(() => Asterisk.HangUpAsync(channel.Id));
        }
        else if (started.Args is [var first, ..] && first.StartsWith(FeatureCalls.Prefix, StringComparison.Ordinal))
        {
            Features.Begin(channel, started.Args);
        }
        else if (started.Args is [{ Length: > 0 } queue, ..])
        {
            var contact = ChannelIds.ContactOf(Engine.Connector, channel.Id);
            var arrived = new Call(contact, queue, channel.Id, this);
            if (_calls.TryAdd(contact, arrived))
                _ = arrived.Then(() => arrived.ArriveAsync(channel, started.Args is [_, { Length: > 0 } called, ..] ? called : null));
        }
        else
        {
            LogNoQueue(Log, channel.Name, Settings.Application);
            _ = NewSteps(channel.Id).Then(() => Asterisk.ContinueAsync(channel.Id));
        }
    }

    private void End(string channel, int? cause)
    {
        if (OfAgent(channel) is { } agent)
            _ = agent.Then(() => agent.LoseAgentAsync(channel, cause));
        else if (OfCalledBack(channel) is { } called)
            _ = called.Then(() => called.LoseCalledBackAsync(cause));
        else if (Features.End(channel))
            return;
        else if (cause is null && Find(ChannelIds.ContactOf(Engine.Connector, channel)) is { } left)
            _ = left.Then(left.LoseCallerAsync);
    }

    private void Press(string channel, string digit)
    {
        if (OfAgent(channel) is { } agent)
            _ = agent.Then(() => agent.PressByAgentAsync(digit));
        else if (Find(ChannelIds.ContactOf(Engine.Connector, channel)) is { } caller)
            _ = caller.Then(() => caller.PressAsync(digit));
        else
            Features.Press(channel, digit);
    }

    private void EndSound(Playback playback)
    {
        if (Features.EndSound(playback.Id))
            return;
        // The id ends with the contact or the offer.
        var subject = playback.Id[(playback.Id.IndexOf('-', StringComparison.Ordinal) + 1)..];
        if ((Find(subject) ?? OfOffer(subject)) is { } call)
            _ = call.Then(() => call.EndSoundAsync(playback.Id, playback.State == "failed"));
    }

    private void Take(EngineEvent happened)
    {
        if (happened.ContactId is not { } contact)
            return;
        if (happened is { Type: "offer-received", Offer: { } offer })
        {
            if (CallOf(offer) is { } offered)
            {
                Remember(offer.OfferId, offered);
                _ = offered.Then(() => offered.RingAsync(offer));
            }
            return;
        }
        if (Find(contact) is not { } call)
            return;
        switch (happened.Type)
        {
            case "contact-offered" when happened.Data is { InPlaceOf: { } consultation, OfferId: { } handedOver }:
                _ = call.Then(() => call.ExpectHandOverAsync(handedOver, consultation));
                break;
            case "offer-ended" when happened.Data is { OfferId: { } ended, Outcome: { } outcome }:
                _ = call.Then(() => call.EndOfferAsync(ended, outcome));
                break;
            case "contact-taken-over" when happened.QueueId is { } queue:
                _ = call.Then(() =>
                {
                    call.Queue = queue;
                    return Task.CompletedTask;
                });
                break;
            case "contact-transferred" or "contact-returned":
                _ = call.Then(call.ReturnAsync);
                break;
            case "contact-held" or "contact-resumed":
                _ = call.Then(() => call.HoldAsync(happened.Type == "contact-held"));
                break;
            case "recording-given-up" or "callback-requested":
                _ = call.Then(() => call.StopMessageAsync(happened.Type == "callback-requested"));
                break;
            case "callback-call-ended" or "contact-ended":
                _ = call.Then(call.EndCallbackCallAsync);
                break;
            case "callback-scheduled" or "callback-attempt-failed":
                _ = call.Then(call.EndAttemptAsync);
                break;
            case "contact-finished":
                _ = call.Then(call.FinishAsync);
                break;
        }
    }

    /// <summary>The call that an offer is of, if its telephone is to ring here; else null.</summary>
    private Call? CallOf(Offer offer) => offer.Kind switch
    {
        "call" => Find(offer.ContactId),
        "callback" when offer.Connector == Engine.Connector || (offer.Connector is null && offer.Endpoint is { } endpoint && Telephones.Knows(endpoint)) =>
            GetOrAdd(offer.ContactId, offer.QueueId, caller: null),
        "consult" when offer.Consultation is { } about && Find(about.ContactId) is not null => GetOrAdd(offer.ContactId, offer.QueueId, caller: null),
        _ => null,
    };

    private Call? OfAgent(string channel) => ChannelIds.OfferOfAgent(channel) is { } offer ? OfOffer(_renamed.GetValueOrDefault(channel, offer)) : null;

    private Call? OfCalledBack(string channel) => ChannelIds.OfferOfCalledBack(channel) is { } offer ? OfOffer(offer) : null;

    private Call? OfRecording(LiveRecording recording) => ChannelIds.ContactOfRecording(recording.Name) is { } contact ? Find(contact) : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Messages} messages of Asterisk could not be read, and were passed over.")]
    private static partial void LogNotUnderstood(ILogger log, long messages);

    [LoggerMessage(Level = LogLevel.Information, Message = "Connector {Connector} is ready: {Calls} calls go on.")]
    private static partial void LogReady(ILogger log, string connector, int calls);

    [LoggerMessage(Level = LogLevel.Error, Message = "Another program has taken over the Stasis application {Application}: is a second connector running?")]
    private static partial void LogReplaced(ILogger log, string application);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Channel} came without a queue: the dialplan must say Stasis({Application},QUEUE).")]
    private static partial void LogNoQueue(ILogger log, string channel, string application);
}
