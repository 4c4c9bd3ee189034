using System.Text.Json.Nodes;

namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>The keys that an agent presses in a call.</summary>
internal sealed partial class Call
{
    private const int MaxPressed = 24;

    /// <summary>The agent has pressed a key.</summary>
    public async Task PressByAgentAsync(string digit)
    {
        if (Leg is not { IsAnswered: true } leg)
            return;
        var keys = _connection.Settings.Keys;
        if (leg.Callback == CallbackStep.Outcome && (digit == keys.CompleteCallback || digit == keys.CallAgain))
        {
            await SayOutcomeAsync(leg, digit == keys.CompleteCallback).ConfigureAwait(false);
            return;
        }
        if (leg.Offer.Kind == "callback" && leg.Callback == CallbackStep.Message && digit == "#")
        {
            await SkipMessageAsync(leg).ConfigureAwait(false);
            return;
        }
        // A sequence begins with *, so that what is typed for another machine is no command.
        leg.Pressed = digit == "*" ? digit : leg.Pressed.Length is 0 or >= MaxPressed ? string.Empty : leg.Pressed + digit;
        if (await ObeyAsync(leg, leg.Pressed).ConfigureAwait(false) is not { } isDone)
            return;
        leg.Pressed = string.Empty;
        await SignalAsync(leg, isDone).ConfigureAwait(false);
    }

    /// <summary>Does what a sequence says.</summary>
    /// <returns>Whether it could be done; null where the sequence is not complete.</returns>
    private async Task<bool?> ObeyAsync(AgentLeg leg, string pressed)
    {
        var keys = _connection.Settings.Keys;
        // A consultation's keys are those of the agent who asks, about that agent's own call.
        if (pressed.Length == 0)
            return null;
        if (pressed == keys.Hold)
            return await ToggleHoldAsync(leg).ConfigureAwait(false);
        if (pressed == keys.CompleteTransfer)
            return await TellAsync(leg, "complete-transfer", AboutContact()).ConfigureAwait(false);
        if (pressed == keys.EndConsult)
            return await TellAsync(leg, "end-consult", []).ConfigureAwait(false);
        if (pressed == keys.Conference)
            return await ConferAsync().ConfigureAwait(false);
        if (NumberAfter(keys.Transfer, pressed) is { } to)
            return await DirectAsync(leg, "transfer", to).ConfigureAwait(false);
        if (NumberAfter(keys.Consult, pressed) is { } asked)
            return await DirectAsync(leg, "consult", asked).ConfigureAwait(false);
        return null;
    }

    private static string? NumberAfter(string key, string pressed) =>
        key.Length > 0 && pressed.StartsWith(key, StringComparison.Ordinal) && pressed.EndsWith('#') ? pressed[key.Length..^1] : null;

    /// <summary>Transfers to, or asks, the queue of a number, or the agent who is logged in at the telephone of that number.</summary>
    private async Task<bool> DirectAsync(AgentLeg leg, string command, string number)
    {
        var body = AboutContact();
        if (_connection.Settings.QueueNumbers.TryGetValue(number, out var queue))
        {
            body["queueId"] = queue;
            return await TellAsync(leg, command, body).ConfigureAwait(false);
        }
        if (number.Length == 0 || await Engine.AgentAtAsync(_connection.Settings.EndpointPrefix + number, Cancel).ConfigureAwait(false) is not { } agent)
            return false;
        (body["queueId"], body["agentId"]) = (Queue, agent);
        return await TellAsync(leg, command, body).ConfigureAwait(false);
    }

    private async Task<bool> ToggleHoldAsync(AgentLeg leg) =>
        await TellAsync(leg, leg.IsOnHold ? "resume" : "hold", AboutContact()).ConfigureAwait(false);

    private async Task<bool> TellAsync(AgentLeg leg, string command, JsonObject body) =>
        (await TellOfAgentAsync(leg, command, body, step: $"{command}-{++_keys}-{_connection.Id}").ConfigureAwait(false)).IsDone;

    private Task SignalAsync(AgentLeg leg, bool isDone) => Asterisk.PlayAsync(
        leg.Channel, $"sig-{leg.Offer.OfferId}-{++_keys}", isDone ? _connection.Settings.Sounds.Done : _connection.Settings.Sounds.Failed);
}
