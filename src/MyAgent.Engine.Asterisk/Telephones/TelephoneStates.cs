using System.Collections.Concurrent;
using MyAgent.Engine.Asterisk.Ari;
using MyAgent.Engine.Asterisk.Calls;

namespace MyAgent.Engine.Asterisk.Telephones;

/// <summary>Tells the engine which telephones can ring (rule 29): not those that are not registered, in a private call, or set to do-not-disturb (the device
/// <c>Custom:DND2001</c>, as dialplans have it).</summary>
/// <param name="connection">The connection.</param>
internal sealed class TelephoneStates(Connection connection)
{
    private const string Technology = "PJSIP";
    private const string DoNotDisturb = "Custom:DND";

    /// <summary>A telephone that refused a call as busy, or could not be reached, is ready again after this at the earliest, where Asterisk sees nothing that keeps it: it has
    /// said so by itself, and would say it again at once.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    /// <summary>A call changes several things at once; and it is more urgent than what it does to a telephone's state.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromMilliseconds(150);

    private readonly ConcurrentDictionary<string, Telephone> _telephones = new();

    /// <summary>Reports them all, and from now on each change.</summary>
    public async Task StartAsync()
    {
        await connection.Asterisk.SubscribeAsync($"endpoint:{Technology}").ConfigureAwait(false);
        await connection.Asterisk.SubscribeAsync("deviceState:").ConfigureAwait(false);
        foreach (var endpoint in await connection.Asterisk.EndpointsAsync(Technology).ConfigureAwait(false))
            Changed(endpoint.Id);
    }

    /// <summary>Whether this Asterisk has a telephone.</summary>
    public bool Knows(string endpoint) => _telephones.ContainsKey(endpoint);

    /// <summary>Something has happened to a telephone.</summary>
    public void Changed(string endpoint)
    {
        var telephone = Of(endpoint);
        if (!telephone.TryBegin())
            return;
        telephone.Steps.Later(Settles, () =>
        {
            telephone.End();
            return ReportAsync(endpoint, telephone);
        });
    }

    /// <summary>Something has happened to a device.</summary>
    public void Changed(DeviceState device)
    {
        if (device.Name.StartsWith(DoNotDisturb, StringComparison.Ordinal))
            Changed($"{connection.Settings.EndpointPrefix}{device.Name[DoNotDisturb.Length..]}");
        else if (_telephones.ContainsKey(device.Name))
            Changed(device.Name);
    }

    /// <summary>The engine was told by a reject: what was reported before is no longer what it knows.</summary>
    public void Refused(string endpoint)
    {
        var isNew = !Knows(endpoint);
        var telephone = Of(endpoint);
        (telephone.Reported, telephone.RefusedAt) = (null, connection.Clock.GetTimestamp());
        if (isNew)
            _ = telephone.Steps.Then(() => ReportAsync(endpoint, telephone));
        telephone.Steps.Later(LookAgain + Settles, () => ReportAsync(endpoint, telephone));
    }

    private Telephone Of(string endpoint) => _telephones.GetOrAdd(endpoint, name => new Telephone(connection.NewSteps($"Telephone {name}")));

    private async Task ReportAsync(string endpoint, Telephone telephone)
    {
        var (state, reason) = await connection.Asterisk.EndpointAsync(endpoint).ConfigureAwait(false) is { } found
            ? await StateOfAsync(found).ConfigureAwait(false)
            : ("unreachable", "Asterisk has no such telephone");
        if (telephone.Reported == state || (state == "ready" && telephone.RefusedAt is { } refused && connection.Clock.GetElapsedTime(refused) < LookAgain))
            return;
        if ((await connection.Engine.ReportEndpointAsync(endpoint, state, reason, connection.Cancel).ConfigureAwait(false)).IsDone)
            telephone.Reported = state;
    }

    private async Task<(string State, string? Reason)> StateOfAsync(Endpoint endpoint)
    {
        if (endpoint.State == "offline")
            return ("unreachable", "not registered");
        if (endpoint.ChannelIds.Any(channel => ChannelIds.OfferOfAgent(channel) is null && !connection.Features.Has(channel)))
            return ("busy", "in a call of its own");
        var doNotDisturb = await connection.Asterisk.DeviceStateAsync(DoNotDisturb + endpoint.Resource).ConfigureAwait(false);
        return doNotDisturb.State is "BUSY" or "INUSE" ? ("busy", "do not disturb") : ("ready", null);
    }

    private sealed class Telephone(SerialSteps steps)
    {
        private int _isPending;

        public SerialSteps Steps => steps;

        public string? Reported { get; set; }

        public long? RefusedAt { get; set; }

        public bool TryBegin() => Interlocked.Exchange(ref _isPending, 1) == 0;

        public void End() => Volatile.Write(ref _isPending, 0);
    }
}
