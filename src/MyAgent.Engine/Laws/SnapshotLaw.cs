using System.Text.Json.Nodes;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Law 16: replaying the journal gives the same state and the same deadlines. Needs the entities themselves, so it stands apart
/// from <see cref="LawChecker"/>. A snapshot of an earlier version is compared as this version reads it; an answer that an earlier version remembered
/// may lack what answers have told since then, and must agree in all that it tells.</summary>
internal static class SnapshotLaw
{
    private const int Law = 16;

    /// <summary>Holds a snapshot against a replay of all events of its entity: at the snapshot's revision, and once more where the
    /// rest of the events has been replayed on top of it.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="snapshot">Its snapshot.</param>
    /// <param name="history">All events of the entity, from the first.</param>
    /// <returns>What differs; null where nothing does.</returns>
    public static LawViolation? Check(EntityAddress entity, ISnapshot snapshot, IEnumerable<JournalRecord> history)
    {
        var replayed = EntityFactory.Create(entity);
        IEntity? restored = null;
        var newest = new EventPosition(0, entity, 0);
        if (snapshot.Revision == 0)
            restored = EntityFactory.Restore(snapshot);
        foreach (var record in history)
        {
            newest = EventPosition.Of(record);
            replayed.Apply(record.Recorded);
            restored?.Apply(record.Recorded);
            if (replayed.Revision != snapshot.Revision)
                continue;
            restored = EntityFactory.Restore(snapshot);
            if (!Agrees(restored.TakeSnapshot(), replayed.TakeSnapshot()))
                return Broken($"The snapshot of {entity} at revision {snapshot.Revision} is not what its events give.", newest);
        }
        if (restored is null)
            return Broken($"The snapshot of {entity} stands for {snapshot.Revision} events; the journal has {replayed.Revision}.", newest);
        if (!Agrees(restored.TakeSnapshot(), replayed.TakeSnapshot()))
            return Broken($"{entity} restored from revision {snapshot.Revision} is not what all its events give.", newest);
        return replayed.NextDeadline == restored.NextDeadline
            ? null
            : Broken($"{entity} wants to be woken at {replayed.NextDeadline:O}, and at {restored.NextDeadline:O} restored from revision {snapshot.Revision}.", newest);
    }

    private static bool Agrees(ISnapshot restored, ISnapshot replayed)
    {
        var (kept, given) = (Json(restored), Json(replayed));
        return TellsNoOther(TakeAnswers(kept), TakeAnswers(given)) && PositionsAgree(kept, given) && JsonNode.DeepEquals(kept, given);
    }

    /// <summary>Takes the least positions of contacts out of two snapshots, and whether they agree. An engine that went on from a snapshot of an earlier version, which
    /// did not keep them, knows of none that is older: it has a higher one than the replay, or none.</summary>
    private static bool PositionsAgree(JsonObject kept, JsonObject given)
    {
        var (positions, others) = (TakeLeastPositions(kept), TakeLeastPositions(given));
        return positions.All(each => others.GetValueOrDefault(each.Key, int.MaxValue) <= each.Value);
    }

    private static Dictionary<string, int> TakeLeastPositions(JsonObject snapshot)
    {
        var positions = new Dictionary<string, int>();
        foreach (var contact in (snapshot["contacts"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (contact.Remove("leastPosition", out var least) && least is not null)
                positions.Add(contact["contact"]!["contactId"]!.GetValue<string>(), least.GetValue<int>());
        }
        return positions;
    }

    /// <summary>Takes the remembered answers out of a snapshot.</summary>
    private static JsonNode? TakeAnswers(JsonObject snapshot)
    {
        snapshot.Remove("answers", out var answers);
        return answers;
    }

    /// <summary>Whether all that is told is told alike in the replay, which may tell more. (Law 21 checks positions.)</summary>
    private static bool TellsNoOther(JsonNode? kept, JsonNode? given) => (kept, given) switch
    {
        (JsonObject members, JsonObject others) => members.All(member =>
            member.Value is null || member.Key == "positionToSay" || TellsNoOther(member.Value, others[member.Key])),
        (JsonArray items, JsonArray others) => items.Count == others.Count && items.Zip(others).All(pair => TellsNoOther(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(kept, given),
    };

    private static JsonObject Json(ISnapshot snapshot) => JsonNode.Parse(SnapshotSerializer.Write(snapshot).Payload)!.AsObject();

    private static LawViolation Broken(string detail, EventPosition at) =>
        new(Law, detail, at.Ordering, at.Entity.PersistenceId, at.SequenceNr);
}
