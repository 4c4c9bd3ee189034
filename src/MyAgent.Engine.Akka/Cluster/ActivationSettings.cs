using Akka.Configuration;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>How <see cref="ClusterEntityActivator"/> keeps the entities of a cluster active. The HOCON keys have older names (roll call), so that the
/// files of operators stay valid.</summary>
/// <param name="Interval">The pause between two checks; <c>myagent.roll-call.interval</c>.</param>
/// <param name="RetryInterval">The pause when a node left or an entity did not respond during the last check; <c>myagent.roll-call.soon</c>.</param>
/// <param name="MaxConcurrent">The maximum number of entities that are being activated at the same time; <c>myagent.roll-call.at-once</c>.</param>
/// <param name="ResponseTimeout">The time without a response after which a check goes on without the entities that are being activated; <c>myagent.roll-call.patience</c>.</param>
internal sealed record ActivationSettings(TimeSpan Interval, TimeSpan RetryInterval, int MaxConcurrent, TimeSpan ResponseTimeout)
{
    public static ActivationSettings From(Config myagent) => new(
        myagent.GetTimeSpan("roll-call.interval"), myagent.GetTimeSpan("roll-call.soon"), myagent.GetInt("roll-call.at-once"), myagent.GetTimeSpan("roll-call.patience"));
}
