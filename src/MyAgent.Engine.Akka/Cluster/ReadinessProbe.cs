using Akka.Actor;
using Akka.Cluster;
using MyAgent.Engine.Entities;
using ClusterExtension = Akka.Cluster.Cluster;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Checks periodically whether this node takes work: whether it is up in its cluster, and whether the journal can be read.</summary>
internal sealed class ReadinessProbe : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>A journal that has not answered after this time counts as unreadable.</summary>
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(3);

    private readonly IJournalReader _journal;
    private readonly NodeHealth _health;
    private readonly ClusterExtension _cluster = ClusterExtension.Get(Context.System);

    public ReadinessProbe(IJournalReader journal, NodeHealth health)
    {
        (_journal, _health) = (journal, health);
        Receive<Probe>(_ => ProbeAsync().PipeTo(Self));
        Receive<Found>(found =>
        {
            _health.Trouble = found.JournalTrouble is { } trouble ? $"The journal cannot be read: {trouble}" : ClusterTrouble();
            Timers.StartSingleTimer(nameof(Probe), Probe.Instance, Interval);
        });
        Receive<ClusterEvent.MemberLeft>(left => _health.LeaveRequested |= left.Member.UniqueAddress.Equals(_cluster.SelfUniqueAddress));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberLeft));
        Self.Tell(Probe.Instance);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _health.Trouble = "The engine has been stopped.";
    }

    private string? ClusterTrouble() => _cluster.SelfMember.Status switch
    {
        MemberStatus.Up => null,
        var status => $"This node is not up in its cluster: its status is {status}.",
    };

    private async Task<Found> ProbeAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(ProbeTimeout);
            await Task.Run(() => _journal.LastOrderingAsync(timeout.Token), timeout.Token).WaitAsync(ProbeTimeout).ConfigureAwait(false);
            return new Found(JournalTrouble: null);
        }
        catch (Exception failure)
        {
            return new Found(failure.Message);
        }
    }

    private sealed record Found(string? JournalTrouble) : INoSerializationVerificationNeeded;

    private sealed class Probe : INoSerializationVerificationNeeded
    {
        public static readonly Probe Instance = new();
    }
}
