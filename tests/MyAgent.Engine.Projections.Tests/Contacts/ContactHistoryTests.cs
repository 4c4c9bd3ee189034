using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Tests.Contacts;

[UnitTests]
public sealed class ContactHistoryTests
{
    private static readonly QueueId Sales = new("sales");
    private static readonly QueueId Night = new("night");
    private static readonly ContactId C1 = new("c1");

    private readonly JournalScript _journal = new();

    [Fact]
    public void A_contact_is_followed_from_arrival_to_its_end()
    {
        State(_journal.Queue("sales", Happened.Arrived("c1", priority: 3))).ShouldBe(ContactState.Waiting);
        State(_journal.Queue("sales", Happened.Offered("c1", "ana"))).ShouldBe(ContactState.Offered);
        Find().AgentId.ShouldBe(new AgentId("ana"));
        State(_journal.Queue("sales", Happened.Ended("c1", "ana", OfferOutcome.Missed))).ShouldBe(ContactState.Waiting);
        Find().AgentId.ShouldBeNull("ana was only offered it");
        State(_journal.Queue("sales", Happened.Accepted("c1", "bob", 2))).ShouldBe(ContactState.Engaged);
        State(_journal.At(90).Queue("sales", Happened.Finished("c1", ContactOutcome.Served, "bob"))).ShouldBe(ContactState.Done);

        var found = Find();
        found.ShouldBe(new ContactRecord(Sales, found.Contact, ContactState.Done, JournalScript.Start)
        {
            Outcome = ContactOutcome.Served, AgentId = new AgentId("bob"), LastServedBy = new AgentId("bob"), TalkSeconds = 90, FinishedAt = JournalScript.Second(90),
            FirstAcceptedAt = JournalScript.Start, FirstAnsweredAt = JournalScript.Start, Rejections = found.Rejections, ServedBy = found.ServedBy,
            CameThrough = found.CameThrough,
        });
        (found.Kind, found.Priority, found.Rejections.Count, found.CameThrough.Count).ShouldBe((ContactKind.Call, 3, 0, 0));
        (found.ServedBy.ShouldHaveSingleItem().Value, found.WaitSeconds).ShouldBe(("bob", 0));
    }

    [Fact]
    public void An_offer_is_known_with_its_expiry_until_it_ends_and_a_rejection_stays()
    {
        _journal.Queue("sales", Happened.Arrived("c1"), Happened.Offered("c1", "ana", 7)).Agent("ana", Happened.Received("c1", 7, expires: 20));
        (Find().OfferId, Find().ExpiresAt).ShouldBe((new OfferId(Sales, 7), JournalScript.Second(20)));
        _journal.At(5).Queue("sales", Happened.Ended("c1", "ana", OfferOutcome.Rejected, 7));
        (Find().OfferId, Find().ExpiresAt).ShouldBe((null, null));
        Find().Rejections.ShouldBe([new Rejection(new AgentId("ana"), JournalScript.Second(5))]);
        _journal.Queue("sales", Happened.Accepted("c1", "bob", 8));
        (Find().OfferId, Find().ExpiresAt, Find().AgentId).ShouldBe((new OfferId(Sales, 8), null, new AgentId("bob")));
    }

    [Fact]
    [Rule("32")]
    public void A_contact_has_the_last_code_of_the_agent_who_had_it_last()
    {
        _journal.Queue("sales", Happened.Arrived("c1")).Queue("sales", Happened.Accepted("c1", "ana", 1));
        _journal.Agent("ana", Happened.Coded("c1", "sold", 1)).Agent("ana", Happened.Coded("c1", "lost", 1, note: "two of them"));
        (Find().Code, Find().Note).ShouldBe((new WrapUpCodeId("lost"), "two of them"));

        _journal.Queue("sales", new ContactReturned(C1, new AgentId("ana"))).Queue("sales", Happened.Accepted("c1", "bob", 2));
        _journal.Agent("bob", Happened.Coded("c1", "sold", 2)).Agent("ana", Happened.Coded("c1", "other", 1));
        (Find().Code, Find().Note).ShouldBe((new WrapUpCodeId("sold"), null), "ana wraps up an earlier part");
    }

    [Fact]
    [Rule("32")]
    public void A_code_goes_with_the_contact_to_another_queue_until_an_agent_of_that_one_gives_it_another()
    {
        _journal.Queue("sales", Happened.Arrived("c1")).Queue("sales", Happened.Accepted("c1", "ana", 9)).Agent("ana", Happened.Coded("c1", "sold", 9));
        _journal.Queue("sales", new ContactReturned(C1, new AgentId("ana")), new ContactMoving(C1, Night));
        _journal.Queue("night", new ContactTakenOver(Happened.Contact("c1"), Sales)).Queue("sales", new ContactMoved(C1, Night));
        (Find().QueueId, Find().Code).ShouldBe((Night, new WrapUpCodeId("sold")));
        _journal.Agent("ana", Happened.Coded("c1", "lost", 9));
        Find().Code.ShouldBe(new WrapUpCodeId("lost"), "ana is still in wrap-up");
        _journal.Agent("bob", Happened.Coded("c1", "solved", 1, queue: "night")).Agent("ana", Happened.Coded("c1", "other", 9));
        Find().Code.ShouldBe(new WrapUpCodeId("solved"));
    }

    [Fact]
    public void A_callback_keeps_its_number_its_date_and_its_attempts()
    {
        var message = new VoiceMessage("m1", "audio/wav", 1000);
        _journal.Queue("sales", Happened.Arrived("c1"), new RecordingStarted(C1));
        State(_journal).ShouldBe(ContactState.Recording);

        _journal.At(30).Queue("sales", new MessageAttached(C1, message), Happened.Requested("c1"));
        Find().ShouldSatisfyAllConditions(
            found => found.Kind.ShouldBe(ContactKind.Callback),
            found => found.Contact.Media.ShouldBe(Media.Call),
            found => found.State.ShouldBe(ContactState.Waiting),
            found => found.Number.ShouldBe(Happened.Caller),
            found => found.Message.ShouldBe(message),
            found => found.RequestedAt.ShouldBe(JournalScript.Second(30)));

        _journal.Queue("sales", Happened.Accepted("c1", "ana"));
        _journal.Queue("sales", new CallbackCallEnded(C1));
        State(_journal).ShouldBe(ContactState.Engaged, "its outcome is pending");
        _journal.Queue("sales", new CallbackScheduled(C1, new AgentId("ana"), JournalScript.Second(3600), Attempts: 1));
        Find().ShouldSatisfyAllConditions(
            found => found.State.ShouldBe(ContactState.Scheduled),
            found => found.DueAt.ShouldBe(JournalScript.Second(3600)),
            found => found.Attempts.ShouldBe(1),
            found => found.AgentId.ShouldBe(new AgentId("ana"), "she had it last"));

        _journal.Queue("sales", new CallbackReentered(C1, new OrderKey(0, JournalScript.Start, 1)));
        State(_journal).ShouldBe(ContactState.Waiting);
        Find().DueAt.ShouldBeNull();
        _journal.Queue("sales", Happened.Accepted("c1", "ana", 2));
        _journal.Queue("sales", Happened.Finished("c1", ContactOutcome.NotReached, "ana"));
        Find().Attempts.ShouldBe(2, "the attempt that closes it has failed as well");
    }

    [Fact]
    public void Callbacks_are_listed_in_the_order_of_their_requests()
    {
        _journal.Queue("sales", Happened.Arrived("c1"), Happened.Arrived("c2"), Happened.Arrived("c3"), Happened.Arrived("c4"));
        _journal.At(10).Queue("sales", Happened.Requested("c2")).At(20).Queue("sales", Happened.Requested("c1"), Happened.Requested("c4"));
        _journal.Queue("sales", Happened.Accepted("c1", "ana")).Queue("sales", new ContactReturned(C1, new AgentId("ana")));
        _journal.Queue("sales", Happened.Finished("c2", ContactOutcome.Superseded));

        var history = _journal.FoldInto(new ContactHistory());
        Ids(history.Callbacks()).ShouldBe(["c2", "c1", "c4"]);
        Ids(history.Callbacks([ContactState.Waiting])).ShouldBe(["c1", "c4"]);
        Ids(history.Callbacks([ContactState.Done])).ShouldBe(["c2"]);
    }

    [Fact]
    public void A_contact_that_moved_on_is_found_from_where_it_was()
    {
        _journal.Queue("sales", Happened.Arrived("c1"), new ContactMoving(C1, Night));
        _journal.Queue("night", new ContactTakenOver(Happened.Contact("c1"), Sales));
        Find().QueueId.ShouldBe(Night);
        _journal.Queue("sales", new ContactMoved(C1, Night));
        Find().QueueId.ShouldBe(Night);
        _journal.Queue("night", new ContactMoving(C1, new QueueId("late")));
        _journal.Queue("late", new ContactTakenOver(Happened.Contact("c1"), Night));
        Find().QueueId.ShouldBe(new QueueId("late"));
    }

    [Fact]
    public void A_callback_that_moves_is_listed_once()
    {
        _journal.Queue("sales", Happened.Arrived("c1"), Happened.Requested("c1"), new ContactMoving(C1, Night));
        var callback = Happened.Contact("c1") with { Callback = new CallbackRequest(Happened.Caller, JournalScript.Start) };
        _journal.Queue("night", new ContactTakenOver(callback, Sales));
        _journal.FoldInto(new ContactHistory()).Callbacks().ShouldHaveSingleItem().Record.QueueId.ShouldBe(Night);
    }

    [Fact]
    public void A_contact_sent_on_by_a_closed_queue_is_found_from_there()
    {
        _journal.Queue("sales", new ContactRedirected(C1, Night)).Queue("night", Happened.Arrived("c1"));
        Find().QueueId.ShouldBe(Night);
    }

    [Fact]
    public void A_refused_contact_is_unknown_and_leaves_another_of_its_id_unchanged()
    {
        var refused = new ContactRefused(C1, CallerAddress.FromText(Happened.Caller), Refusal.Rule("queueFull", "Full."));
        _journal.Queue("sales", refused).FoldInto(new ContactHistory()).Find(Sales, C1).ShouldBeNull();
        _journal.Queue("sales", Happened.Arrived("c1"), refused);
        State(_journal).ShouldBe(ContactState.Waiting);
    }

    [Fact]
    public void Of_the_finished_contacts_the_newest_are_kept()
    {
        _journal.Queue("sales", Happened.Arrived("c0"), Happened.Requested("c0"));
        for (var number = 1; number <= 5; number++)
            _journal.Queue("sales", Happened.Arrived($"c{number}"), Happened.Requested($"c{number}"), Happened.Finished($"c{number}", ContactOutcome.Cancelled));

        var history = _journal.FoldInto(new ContactHistory(keepFinished: 2));
        Ids(history.Callbacks()).ShouldBe(["c0", "c4", "c5"]);
        history.Find(Sales, new ContactId("c3")).ShouldBeNull();
    }

    private static IEnumerable<string> Ids(IEnumerable<(CallbackPosition Place, ContactRecord Record)> callbacks) =>
        callbacks.Select(callback => callback.Record.ContactId.Value);

    private static ContactState State(JournalScript journal) => journal.FoldInto(new ContactHistory()).Find(Sales, C1)!.State;

    private ContactRecord Find() => _journal.FoldInto(new ContactHistory()).Find(Sales, C1)!;
}
