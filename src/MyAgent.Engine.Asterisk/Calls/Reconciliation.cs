using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Asterisk.Ari;
using MyAgent.Engine.Asterisk.Engine;
using MyAgent.Engine.Asterisk.Telephones;

namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>Brings together what Asterisk and the engine have, at the beginning of a connection: callers who came meanwhile come in, those who left are ended, telephones that
/// ring for
/// no offer fall silent, and those that should ring do.</summary>
/// <param name="connection">The connection.</param>
internal sealed partial class Reconciliation(Connection connection)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string> _channelOfOffer = [];

    private Dictionary<string, Channel> _channels = [];
    private HashSet<string> _onTheLine = [];
    private HashSet<string> _bridges = [];
    private Dictionary<string, OpenContact> _contacts = [];

    /// <summary>Does it.</summary>
    /// <returns>The position behind which the engine's events go on.</returns>
    public async Task<long> RunAsync()
    {
        var open = await ReadEngineAsync().ConfigureAwait(false);
        _channels = (await connection.Asterisk.ChannelsAsync().ConfigureAwait(false)).ToDictionary(channel => channel.Id);
        _onTheLine = [.. _channels.Keys.Select(channel => ChannelIds.ContactOf(connection.Engine.Connector, channel))];
        _bridges = [.. (await connection.Asterisk.BridgesAsync().ConfigureAwait(false)).Select(bridge => bridge.Id)];
        _contacts = open.Contacts.ToDictionary(contact => contact.ContactId);
        await NameLegsAsync().ConfigureAwait(false);
        foreach (var caller in Callers())
            await ResumeCallerAsync(caller.Channel, caller.Queue, caller.Called).ConfigureAwait(false);
        foreach (var contact in open.Contacts.Where(contact => contact.OfferId is not null && contact.AgentId is not null && contact.State is "offered" or "engaged"))
            await ResumeOfferAsync(contact).ConfigureAwait(false);
        var gone = open.Contacts.Where(IsGone).ToList();
        var since = gone.Count == 0 ? default : (await connection.Asterisk.InfoAsync().ConfigureAwait(false)).Status.StartupTime;
        foreach (var contact in gone)
            await EndCallOfGoneAsync(contact, hungUp: since < contact.OriginAt).ConfigureAwait(false);
        await ClaimAsync(open.AsOf).ConfigureAwait(false);
        return open.AsOf;
    }

    /// <summary>Waits for the engine: without it nothing can be said.</summary>
    private async Task<OpenContacts> ReadEngineAsync()
    {
        while (true)
        {
            try
            {
                return await connection.Engine.OpenContactsAsync(connection.Cancel).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !connection.Cancel.IsCancellationRequested)
            {
                LogNoEngine(connection.Log, failure.Message);
            }
            await Task.Delay(RetryInterval, connection.Clock, connection.Cancel).ConfigureAwait(false);
        }
    }

    private async Task ClaimAsync(long asOf)
    {
        await connection.Engine.ClaimAsync(asOf, [.. _onTheLine.Where(_contacts.ContainsKey)], connection.Cancel).ConfigureAwait(false);
    }

    /// <summary>Finds the telephones of open offers, and hangs up those of others, as bridges that nothing needs.</summary>
    private async Task NameLegsAsync()
    {
        var offers = _contacts.Values.Select(contact => contact.OfferId).OfType<string>().ToHashSet();
        foreach (var channel in _channels.Keys)
        {
            var agent = ChannelIds.OfferOfAgent(channel);
            if (agent is not null && !offers.Contains(agent)
                && await connection.Asterisk.VariableAsync(channel, ChannelIds.OfferVariable).ConfigureAwait(false) is { Length: > 0 } handedOver)
            {
                connection.Rename(channel, handedOver);
                agent = handedOver;
            }
            if ((agent ?? ChannelIds.OfferOfCalledBack(channel)) is not { } offer)
                continue;
            if (!offers.Contains(offer))
                await connection.Asterisk.HangUpAsync(channel).ConfigureAwait(false);
            else if (agent is not null)
                _channelOfOffer[offer] = channel;
        }
        foreach (var bridge in _bridges)
        {
            if (ChannelIds.OfferOfBridge(bridge) is { } offer && !offers.Contains(offer))
                await connection.Asterisk.RemoveBridgeAsync(bridge).ConfigureAwait(false);
        }
    }

    private List<(Channel Channel, string Queue, string? Called)> Callers()
    {
        List<(Channel, string, string?)> callers = [];
        foreach (var channel in _channels.Values)
        {
            if (channel.Dialplan?.ArgsOf(connection.Settings.Application) is [{ Length: > 0 } queue, .. var rest]
                && !queue.StartsWith(FeatureCalls.Prefix, StringComparison.Ordinal)
                && ChannelIds.OfferOfAgent(channel.Id) is null && ChannelIds.OfferOfCalledBack(channel.Id) is null)
                callers.Add((channel, queue, rest is [{ Length: > 0 } called, ..] ? called : null));
        }
        return callers;
    }

    private async Task ResumeCallerAsync(Channel channel, string queue, string? called)
    {
        var id = ChannelIds.ContactOf(connection.Engine.Connector, channel.Id);
        if (_contacts.TryGetValue(id, out var contact))
        {
            var call = connection.GetOrAdd(id, contact.QueueId, channel.Id);
            await call.Then(() => call.ResumeCallerAsync(contact, channel)).ConfigureAwait(false);
            return;
        }
        // It came while no connector was there, or is over: the engine knows which.
        if (await connection.Engine.WaitOfAsync(id, connection.Cancel).ConfigureAwait(false) is null)
        {
            var call = connection.GetOrAdd(id, queue, channel.Id);
            _ = call.Then(() => call.ArriveAsync(channel, called));
        }
        else
        {
            await connection.Asterisk.HangUpAsync(channel.Id).ConfigureAwait(false);
        }
    }

    /// <summary>Whether it is a call that this connector has brought, and Asterisk no longer has.</summary>
    private bool IsGone(OpenContact contact) =>
        contact.Kind == "call" && contact.Connector == connection.Engine.Connector && !_onTheLine.Contains(contact.ContactId);

    /// <summary>Ends what the caller has left. Calls that ended with Asterisk itself are not claimed: the engine counts them as lost.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="hungUp">Whether Asterisk has been there all the time: then one of the two has hung up.</param>
    private async Task EndCallOfGoneAsync(OpenContact contact, bool hungUp)
    {
        if (contact.OfferId is { } offer)
        {
            if (_channelOfOffer.TryGetValue(offer, out var agent))
                await connection.Asterisk.HangUpAsync(agent).ConfigureAwait(false);
            await connection.Asterisk.RemoveBridgeAsync(ChannelIds.OfBridge(offer)).ConfigureAwait(false);
        }
        var isMessage = false;
        if (contact.State == "recording")
        {
            var call = connection.GetOrAdd(contact.ContactId, contact.QueueId, caller: null);
            await call.Then(async () => isMessage = await call.KeepMessageOfGoneAsync(contact).ConfigureAwait(false)).ConfigureAwait(false);
        }
        if (hungUp && !isMessage)
            await TellAsync($"queues/{contact.QueueId}/contacts/{contact.ContactId}/hang-up", [], $"{contact.ContactId}/hang-up").ConfigureAwait(false);
    }

    private Task<EngineAnswer> TellAsync(string path, JsonObject body, string key) => connection.Engine.SendAsync(path, body, key, connection.Cancel);

    private async Task ResumeOfferAsync(OpenContact contact)
    {
        var call = connection.Find(contact.ContactId);
        if (call is null && (contact.Kind != "callback" || contact.Connector != connection.Engine.Connector) && (contact.Kind != "consult" || !IsAboutOurs(contact)))
            return;
        call ??= connection.GetOrAdd(contact.ContactId, contact.QueueId, caller: null);
        connection.Remember(contact.OfferId!, call);
        var channel = _channelOfOffer.GetValueOrDefault(contact.OfferId!);
        var leg = new FoundLeg(
            channel, channel is not null && _channels[channel].IsUp, _bridges.Contains(ChannelIds.OfBridge(contact.OfferId!)),
            _channels.TryGetValue(ChannelIds.OfCalledBack(contact.OfferId!), out var called) ? called.State : null);
        var endpoint = (await connection.Engine.AgentAsync(contact.AgentId!, connection.Cancel).ConfigureAwait(false))?.Endpoint;
        var offer = new Offer(
            contact.OfferId!, contact.ContactId, contact.QueueId, contact.AgentId!, contact.Kind, contact.Caller, contact.Number, contact.MessageUrl,
            contact.ExpiresAt ?? connection.Clock.GetUtcNow(), contact.Connector, endpoint, contact.Consultation);
        _ = call.Then(() => call.ResumeOfferAsync(offer, isEngaged: contact.State == "engaged", isOver: contact.State == "engaged" && contact.AnsweredAt is null, leg));
    }

    private bool IsAboutOurs(OpenContact contact) => contact.Consultation is { } about && connection.Find(about.ContactId) is not null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The engine cannot be asked: {Reason}")]
    private static partial void LogNoEngine(ILogger log, string reason);
}

/// <summary>What Asterisk still has of an offer.</summary>
/// <param name="Channel">The agent's channel; null for none.</param>
/// <param name="IsUp">Whether the agent has picked up.</param>
/// <param name="IsBridged">Whether there is a bridge.</param>
/// <param name="CalledBack">The state of the channel to a caller who is called back; null for none.</param>
internal readonly record struct FoundLeg(string? Channel, bool IsUp, bool IsBridged, string? CalledBack);
