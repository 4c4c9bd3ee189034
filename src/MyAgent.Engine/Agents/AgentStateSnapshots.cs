using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Agents;

/// <content>To a snapshot and back: what is journaled, and nothing else.</content>
internal sealed partial class AgentState
{
    public AgentSnapshot ToSnapshot(AgentId agent) => new(
        agent, Revision, LastEventAt, Name, Status, Since, LoggedInAt, LastContactOverAt, MissedInARow, Next, Break, Ringing, Current, WrapUp, LastServed,
        [.. Links.OrderBy(link => link.Key.Value, StringComparer.Ordinal)
            .Select(link => new QueueLinkSnapshot(link.Key, link.Value.Assignment, link.Value.HighestOffer, link.Value.Released))],
        Answers.ToList(), RejectedInARow == 0 ? null : RejectedInARow, Coded,
        Settings == AgentSettings.None ? null : Settings, Claim, Consultation, IsAbsent ? true : null);

    public static AgentState FromSnapshot(AgentSnapshot snapshot)
    {
        var state = new AgentState(snapshot.AgentId)
        {
            Revision = snapshot.Revision,
            LastEventAt = snapshot.LastEventAt,
            Name = snapshot.Name,
            Settings = snapshot.Settings ?? AgentSettings.None,
            Claim = snapshot.Claim,
            Status = snapshot.Status,
            Since = snapshot.Since,
            LoggedInAt = snapshot.LoggedInAt,
            LastContactOverAt = snapshot.LastContactOverAt,
            MissedInARow = snapshot.MissedInARow,
            RejectedInARow = snapshot.RejectedInARow ?? 0,
            Next = snapshot.Next,
            Break = snapshot.Break,
            Ringing = snapshot.Ringing,
            Current = snapshot.Held,
            WrapUp = snapshot.WrapUp,
            LastServed = snapshot.LastServed,
            Coded = snapshot.Coded,
            Consultation = snapshot.Consultation,
            IsAbsent = snapshot.IsAbsent ?? false,
        };
        foreach (var link in snapshot.Links)
        {
            var restored = state.LinkTo(link.QueueId);
            (restored.HighestOffer, restored.Released) = (link.HighestOffer, link.Released);
            state.SetAssignment(restored, link.Assignment);
        }
        foreach (var remembered in snapshot.Answers)
            state.Answers.Restore(remembered);
        return state;
    }
}
