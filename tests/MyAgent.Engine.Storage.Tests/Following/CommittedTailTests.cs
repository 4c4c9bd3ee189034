using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage.Tests.Following;

[UnitTests]
public sealed class CommittedTailTests
{
    private static readonly EntityAddress Ana = new AgentId("ana").Address;
    private static readonly EntityAddress Ben = new AgentId("ben").Address;

    private readonly KnownEntities _known = new();
    private readonly CommittedTail _tail;

    public CommittedTailTests() => _tail = new CommittedTail(_known);

    [Fact]
    public void An_empty_tail_reaches_back_to_the_beginning()
    {
        _tail.LastOrdering.ShouldBe(0);
        _tail.After(0).ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public void The_events_after_an_ordering_are_in_order_also_with_gaps_in_the_orderings()
    {
        _tail.Publish([Event(3), Event(5), Event(9)]);
        Orderings(0).ShouldBe([3, 5, 9]);
        Orderings(4).ShouldBe([5, 9]);
        Orderings(9).ShouldBeEmpty();
        _tail.LastOrdering.ShouldBe(9);
    }

    [Fact]
    public void Events_that_no_longer_fit_are_read_from_disk()
    {
        _tail.Publish(Enumerable.Range(1, CommittedTail.Capacity).Select(ordering => Event(ordering)));
        Orderings(0)!.Count.ShouldBe(CommittedTail.Capacity);
        _tail.Publish([Event(CommittedTail.Capacity + 1)]);
        _tail.After(0).ShouldBeNull();
        Orderings(1)!.Count.ShouldBe(CommittedTail.Capacity);
    }

    [Fact]
    public void After_a_restart_earlier_events_are_read_from_disk()
    {
        _tail.Publish([Event(1), Event(2)]);
        _tail.Restart(lastOrdering: 7);
        _tail.LastOrdering.ShouldBe(7);
        _tail.After(6).ShouldBeNull();
        _tail.After(7).ShouldNotBeNull().ShouldBeEmpty();
        _tail.Publish([Event(8)]);
        Orderings(7).ShouldBe([8]);
    }

    [Fact]
    public async Task A_follower_waits_until_there_is_an_event_after_its_position()
    {
        _tail.Publish([Event(1)]);
        _tail.WaitForNewsAsync(after: 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        var news = _tail.WaitForNewsAsync(after: 1, CancellationToken.None);
        news.IsCompleted.ShouldBeFalse();
        _tail.Publish([Event(2)]);
        await news.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void An_entity_is_known_from_its_first_event_on()
    {
        _tail.Publish([Event(1, Ana, sequenceNr: 1), Event(2, Ben, sequenceNr: 7)]);
        _known.Of(EntityKind.Agent).ShouldBe([Ana]);
    }

    [Fact]
    public async Task A_subscription_receives_the_events_of_its_entities_from_its_beginning_to_its_end()
    {
        _tail.Publish([Event(1, Ana)]);
        using (var subscription = new TailSubscription(_tail, new HashSet<EntityAddress> { Ana }))
        {
            subscription.Begin().ShouldBe(1);
            _tail.Publish([Event(2, Ben), Event(3, Ana), Event(4, Ana)]);
            (await subscription.TakeAsync(CancellationToken.None)).ShouldNotBeNull().Select(record => record.Ordering).ShouldBe([3, 4]);
            _tail.Subscriptions.ShouldBe(1);
        }
        _tail.Subscriptions.ShouldBe(0);
    }

    [Fact]
    public async Task A_subscription_that_overflows_returns_null_until_it_begins_again()
    {
        using var subscription = new TailSubscription(_tail, new HashSet<EntityAddress> { Ana });
        subscription.Begin();
        _tail.Publish(Enumerable.Range(1, TailSubscription.Capacity).Select(ordering => Event(ordering, Ana)));
        (await subscription.TakeAsync(CancellationToken.None)).ShouldNotBeNull().Count.ShouldBe(TailSubscription.Capacity);

        _tail.Publish(Enumerable.Range(1000, TailSubscription.Capacity + 1).Select(ordering => Event(ordering, Ana)));
        (await subscription.TakeAsync(CancellationToken.None)).ShouldBeNull();
        subscription.Begin().ShouldBe(1000 + TailSubscription.Capacity);

        _tail.Restart(lastOrdering: 5000);
        (await subscription.TakeAsync(CancellationToken.None)).ShouldBeNull();
    }

    private List<long>? Orderings(long after) => _tail.After(after)?.Select(record => record.Ordering).ToList();

    private static JournalRecord Event(long ordering, EntityAddress? entity = null, long sequenceNr = 2) =>
        new(ordering, entity ?? Ana, sequenceNr, new RecordedEvent(DateTimeOffset.UnixEpoch, new Cause("test"), new AgentDefined("Ana")));
}
