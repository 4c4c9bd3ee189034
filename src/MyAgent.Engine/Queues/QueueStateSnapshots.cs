using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Queues;

/// <content>To a snapshot and back: what is journaled, and nothing else.</content>
internal sealed partial class QueueState
{
    public QueueSnapshot ToSnapshot(QueueId queue) => new(
        queue, Revision, LastEventAt, Settings, LastSerial, LastOffer,
        ContactSnapshots(),
        [.. Members.Values.OrderBy(member => member.Id.Value, StringComparer.Ordinal)
            .Select(member => new QueueMemberSnapshot(member.Id, member.Assignment, member.AssignedAtRevision))],
        [.. Departed.OrderBy(left => left.Key.Value, StringComparer.Ordinal).Select(left => new DepartedAgent(left.Key, left.Value))],
        [.. Finished.InOrder],
        [.. Moved.Values.OrderBy(moved => moved.ContactId.Value, StringComparer.Ordinal)],
        [.. Alarms.Order()],
        Answers.ToList(),
        Completions.ToList(),
        Finished.Ids.ToText(),
        Finished.Arrivals.ToText(),
        Redirected.InOrder.Any() ? [.. Redirected.InOrder.Select(entry => new RedirectedContact(entry.Key, entry.Value))] : null,
        LastEngagements.Count == 0 ? null : [.. LastEngagements.Values.OrderBy(last => last.AgentId.Value, StringComparer.Ordinal)],
        Connectors.Count == 0 ? null : [.. Connectors.Values.OrderBy(known => known.Connector.Value, StringComparer.Ordinal)],
        EndedConsultations.Count == 0 ? null : [.. EndedConsultations.Values.OrderBy(ended => ended.ConsultId.Value, StringComparer.Ordinal)]);

    public static QueueState FromSnapshot(QueueSnapshot snapshot)
    {
        var state = new QueueState
        {
            Revision = snapshot.Revision,
            LastEventAt = snapshot.LastEventAt,
            Settings = snapshot.Settings,
            LastSerial = snapshot.LastSerial,
            LastOffer = snapshot.LastOffer,
        };
        foreach (var known in snapshot.Connectors ?? [])
            state.Connectors.Add(known.Connector, known);
        state.Contacts.EnsureCapacity(snapshot.Contacts.Count);
        foreach (var contact in snapshot.Contacts)
        {
            var restored = QueuedContact.FromSnapshot(contact);
            state.Contacts.Add(restored.Id, restored);
            state.AddCall(restored);
            state.Count(restored);
            if (contact.MovingTo is not null)
                state.OnTheMove.Add(contact.Contact.ContactId);
        }
        state.WaitingList.Restore(state.Contacts.Values.Where(contact => contact.IsQueued).Select(contact => (contact, contact.LeastPosition - 1)));
        foreach (var member in snapshot.Members)
            state.Members.Add(member.AgentId, new QueueMember(member.AgentId, member.Assignment, member.AgentRevision));
        foreach (var left in snapshot.Departed)
            state.Departed.Add(left.AgentId, left.AgentRevision);
        foreach (var held in state.WithAgents.Values)
            state.SetOffer(held.Agent!.Value, held.Offer);
        foreach (var finished in snapshot.Finished)
            state.Finished.Add(finished);
        foreach (var moved in snapshot.Moved)
        {
            state.Moved.Add(moved.ContactId, moved);
            if (moved.Dropped is not null)
                state.OnTheMove.Add(moved.ContactId);
        }
        state.Finished.Ids.Restore(snapshot.FinishedIds);
        state.Finished.Arrivals.Restore(snapshot.FinishedArrivals);
        foreach (var redirected in snapshot.Redirected ?? [])
            state.Redirected.Set(redirected.ContactId, redirected.To);
        foreach (var last in snapshot.LastEngagements ?? [])
            state.LastEngagements.Add(last.AgentId, last);
        foreach (var ended in snapshot.EndedConsultations ?? [])
            state.EndedConsultations.Add(ended.ConsultId, ended);
        state.Restore(snapshot.OwedEnds);
        state.Alarms.UnionWith(snapshot.Alarms);
        foreach (var remembered in snapshot.Answers)
            state.Answers.Restore(remembered);
        return state;
    }

    private List<QueuedContactSnapshot> ContactSnapshots()
    {
        var least = WaitingList.AboveLeastRank().ToDictionary(above => above.Item, above => (int?)above.LeastRank + 1);
        return
        [
            .. Contacts.Values.OrderBy(contact => contact.Id.Value, StringComparer.Ordinal)
                .Select(contact => contact.ToSnapshot(
                    contact is { IsQueued: true, MovingTo: null } ? least.GetValueOrDefault(contact)
                    : contact.State == ContactState.Scheduled ? null : contact.LeastPosition)),
        ];
    }

    private void Restore(IReadOnlyList<PendingCompletion>? completions)
    {
        completions ??=
        [
            .. Contacts.Values
                .Where(contact => contact.CameFrom is not null)
                .Select(contact => new PendingCompletion(contact.Id, contact.CameFrom!.Value, Due: false)),
            .. Moved.Values
                .Where(moved => moved is { CameFrom: not null, Dropped: null })
                .Select(moved => new PendingCompletion(moved.ContactId, moved.CameFrom!.Value, Due: false)),
        ];
        foreach (var completion in completions)
            Completions.Enqueue(completion.ContactId, completion.To, completion.Arrival);
        foreach (var ready in completions.Where(completion => completion.Due))
            Completions.MarkReady(ready.ContactId);
    }
}
