using Akka.Configuration;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>How the roll call is held.</summary>
/// <param name="Interval">The pause between two; <c>myagent.roll-call.interval</c>.</param>
/// <param name="Soon">The pause where a node has gone meanwhile, or somebody has not answered; <c>myagent.roll-call.soon</c>.</param>
/// <param name="AtOnce">How many entities may be called that have not answered yet; <c>myagent.roll-call.at-once</c>.</param>
/// <param name="Patience">How long it waits for those that do not answer before it goes on; <c>myagent.roll-call.patience</c>.</param>
internal sealed record RollCallSettings(TimeSpan Interval, TimeSpan Soon, int AtOnce, TimeSpan Patience)
{
    public static RollCallSettings From(Config myagent) => new(
        myagent.GetTimeSpan("roll-call.interval"), myagent.GetTimeSpan("roll-call.soon"), myagent.GetInt("roll-call.at-once"), myagent.GetTimeSpan("roll-call.patience"));
}
