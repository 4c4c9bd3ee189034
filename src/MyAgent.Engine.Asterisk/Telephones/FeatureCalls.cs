using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Asterisk.Ari;
using MyAgent.Engine.Asterisk.Calls;

namespace MyAgent.Engine.Asterisk.Telephones;

/// <summary>Agents dial feature codes from their telephones: <c>Stasis(myagent,agent:log-in)</c>, <c>agent:log-out</c>, <c>agent:available</c>, <c>agent:wrap-up</c> and
/// <c>agent:break</c>. A log-in asks for the agent's code; the others are about the agent who is logged in at the telephone.</summary>
/// <param name="connection">The connection.</param>
internal sealed partial class FeatureCalls(Connection connection)
{
    /// <summary>How the argument of a feature begins, which is no id of a queue.</summary>
    public const string Prefix = "agent:";

    private const string SoundPrefix = "fc-";

    private static readonly HashSet<string> Commands = ["log-in", "log-out", "available", "wrap-up", "break"];

    private readonly ConcurrentDictionary<string, FeatureCall> _calls = new();

    /// <summary>A telephone has dialled a feature.</summary>
    /// <param name="channel">Its channel.</param>
    /// <param name="args">The feature, and what the dialplan adds: the agent's code for a log-in, the reason for a break.</param>
    public void Begin(Channel channel, IReadOnlyList<string> args)
    {
        var command = args[0][Prefix.Length..];
        var call = new FeatureCall(channel, command, args.Count > 1 ? args[1] : string.Empty, connection.NewSteps($"{channel.Name} {command}"));
        _calls[channel.Id] = call;
        _ = call.Steps.Then(() => BeginAsync(call));
    }

    /// <summary>Whether a channel calls a feature: that is no private call.</summary>
    public bool Has(string channel) => _calls.ContainsKey(channel);

    /// <summary>Its caller has pressed a key.</summary>
    public void Press(string channel, string digit)
    {
        if (_calls.TryGetValue(channel, out var call))
            _ = call.Steps.Then(() => PressAsync(call, digit));
    }

    /// <summary>A sound was played to its end; false where it was another's.</summary>
    public bool EndSound(string playback)
    {
        if (!playback.StartsWith(SoundPrefix, StringComparison.Ordinal))
            return false;
        if (_calls.TryGetValue(playback[SoundPrefix.Length..], out var call) && call.IsDone)
            _ = call.Steps.Then(() => connection.Asterisk.HangUpAsync(call.Channel.Id));
        return true;
    }

    /// <summary>A channel is gone; false where it was another's.</summary>
    public bool End(string channel) => _calls.TryRemove(channel, out _);

    private async Task BeginAsync(FeatureCall call)
    {
        await connection.Asterisk.AnswerAsync(call.Channel.Id).ConfigureAwait(false);
        if (!Commands.Contains(call.Command))
        {
            LogUnknown(connection.Log, call.Command);
            await SignalAsync(call, isDone: false).ConfigureAwait(false);
        }
        else if (call.Command == "log-in" && call.Argument.Length == 0)
        {
            call.IsAsking = true;
            await connection.Asterisk.PlayAsync(call.Channel.Id, SoundPrefix + call.Channel.Id, connection.Settings.Sounds.Code).ConfigureAwait(false);
        }
        else
        {
            await DoAsync(call, call.Argument).ConfigureAwait(false);
        }
    }

    private async Task PressAsync(FeatureCall call, string digit)
    {
        if (!call.IsAsking || call.Typed.Press(digit) is not { } code)
            return;
        call.IsAsking = false;
        await connection.Asterisk.StopPlayingAsync(SoundPrefix + call.Channel.Id).ConfigureAwait(false);
        await DoAsync(call, code).ConfigureAwait(false);
    }

    private async Task DoAsync(FeatureCall call, string argument)
    {
        var endpoint = call.Channel.Endpoint;
        var agent = call.Command == "log-in"
            ? connection.Settings.AgentCodes.GetValueOrDefault(argument)
            : await connection.Engine.AgentAtAsync(endpoint, connection.Cancel).ConfigureAwait(false);
        if (agent is null)
        {
            LogNobody(connection.Log, endpoint, call.Command);
            await SignalAsync(call, isDone: false).ConfigureAwait(false);
            return;
        }
        var body = call.Command switch
        {
            "log-in" => new JsonObject { ["endpoint"] = endpoint },
            "break" => new JsonObject { ["reason"] = argument.Length > 0 ? argument : "telephone" },
            _ => [],
        };
        var done = await connection.Engine.SendAsync($"agents/{agent}/{call.Command}", body, $"{connection.Engine.Connector}-{call.Channel.Id}/{call.Command}", connection.Cancel)
            .ConfigureAwait(false);
        if (!done.IsDone)
            LogRefused(connection.Log, agent, call.Command, done.Code ?? done.Status.ToString());
        await SignalAsync(call, done.IsDone).ConfigureAwait(false);
    }

    private async Task SignalAsync(FeatureCall call, bool isDone)
    {
        call.IsDone = true;
        var sounds = isDone ? connection.Settings.Sounds.Done : connection.Settings.Sounds.Failed;
        if (!await connection.Asterisk.PlayAsync(call.Channel.Id, SoundPrefix + call.Channel.Id, sounds).ConfigureAwait(false))
            await connection.Asterisk.HangUpAsync(call.Channel.Id).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The dialplan names a feature that there is not: agent:{Command}.")]
    private static partial void LogUnknown(ILogger log, string command);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Endpoint} dialled {Command}, but no agent is logged in there, or the code is no agent's.")]
    private static partial void LogNobody(ILogger log, string endpoint, string command);

    [LoggerMessage(Level = LogLevel.Information, Message = "Agent {Agent} dialled {Command}: {Code}.")]
    private static partial void LogRefused(ILogger log, string agent, string command, string code);

    private sealed record FeatureCall(Channel Channel, string Command, string Argument, SerialSteps Steps)
    {
        public bool IsAsking { get; set; }

        public bool IsDone { get; set; }

        public TypedDigits Typed { get; } = new();
    }
}
