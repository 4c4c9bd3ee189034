using Akka.Persistence;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Akka.Tests.Journal;

/// <summary>What an entity expects of a snapshot store, whichever it is.</summary>
[IntegrationTests]
public sealed class SnapshotContractTests
{
    private const string Ana = "agent-ana";

    private static readonly DateTime Noon = new(2026, 5, 4, 12, 0, 0, DateTimeKind.Utc);

    [Theory, EachPlugin]
    public void An_entity_that_has_no_snapshot_gets_none(JournalPlugin plugin, JournalKind kind)
    {
        using var store = new PluginHarness(plugin, kind);
        store.WriteEach(Ana, "a");
        Load(store).ShouldBeNull();
        Load(store, persistenceId: "agent-ben").ShouldBeNull();
    }

    [Theory, EachPlugin]
    public void The_newest_snapshot_is_given_with_when_it_was_made(JournalPlugin plugin, JournalKind kind)
    {
        using var store = Filled(plugin, kind);
        var newest = Load(store).ShouldNotBeNull();
        newest.Metadata.SequenceNr.ShouldBe(3);
        newest.Metadata.Timestamp.ShouldBe(Noon.AddMinutes(3));
        newest.Snapshot.ShouldBeOfType<SerializedSnapshot>().TryRead().ShouldNotBeNull().Revision.ShouldBe(3);
    }

    [Theory, EachPlugin]
    public void The_newest_snapshot_within_bounds_is_given(JournalPlugin plugin, JournalKind kind)
    {
        using var store = Filled(plugin, kind);
        Load(store, new SnapshotSelectionCriteria(2))?.Metadata.SequenceNr.ShouldBe(2);
        Load(store, new SnapshotSelectionCriteria(long.MaxValue, Noon.AddMinutes(2)))?.Metadata.SequenceNr.ShouldBe(2);
        Load(store, new SnapshotSelectionCriteria(1)).ShouldBeNull();
        Load(store, SnapshotSelectionCriteria.None).ShouldBeNull();
    }

    [Theory, EachPlugin]
    public void A_snapshot_can_be_deleted(JournalPlugin plugin, JournalKind kind)
    {
        using var store = Filled(plugin, kind);
        store.Ask<DeleteSnapshotSuccess>(new DeleteSnapshot(new SnapshotMetadata(Ana, 3, Noon.AddMinutes(3))));
        Load(store)?.Metadata.SequenceNr.ShouldBe(2);
    }

    [Theory, EachPlugin]
    public void Snapshots_up_to_one_can_be_deleted(JournalPlugin plugin, JournalKind kind)
    {
        using var store = Filled(plugin, kind);
        store.Ask<DeleteSnapshotsSuccess>(new DeleteSnapshots(Ana, new SnapshotSelectionCriteria(2)));
        Load(store)?.Metadata.SequenceNr.ShouldBe(3);
        Load(store, new SnapshotSelectionCriteria(2)).ShouldBeNull();
    }

    [Theory, EachPlugin]
    public void A_snapshot_takes_the_place_of_another_of_the_same_sequence_number(JournalPlugin plugin, JournalKind kind)
    {
        using var store = Filled(plugin, kind);
        Save(store, 3, minute: 9);
        Load(store)?.Metadata.Timestamp.ShouldBe(Noon.AddMinutes(9));
    }

    private static PluginHarness Filled(JournalPlugin plugin, JournalKind kind)
    {
        var store = new PluginHarness(plugin, kind);
        store.WriteEach(Ana, "a", "b", "c");
        Save(store, 2, minute: 2);
        Save(store, 3, minute: 3);
        return store;
    }

    private static void Save(PluginHarness store, long revision, int minute)
    {
        var agent = new AgentEntity(new AgentId("ana"));
        for (var number = 1; number <= revision; number++)
            agent.Apply(PluginHarness.Named($"Ana {number}"));
        store.Ask<SaveSnapshotSuccess>(new SaveSnapshot(
            new SnapshotMetadata(Ana, revision, Noon.AddMinutes(minute)), SerializedSnapshot.Of(agent.TakeSnapshot()))).Metadata.SequenceNr.ShouldBe(revision);
    }

    private static SelectedSnapshot? Load(PluginHarness store, SnapshotSelectionCriteria? criteria = null, string persistenceId = Ana) =>
        store.Ask<LoadSnapshotResult>(new LoadSnapshot(persistenceId, criteria ?? SnapshotSelectionCriteria.Latest, long.MaxValue)).Snapshot;
}
