using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Tests.Reports;

/// <summary>A queue whose contacts end in each possible way. Each figure of the report must equal a slow count over the journal.</summary>
[ChaosTests]
public sealed class QueueFiguresRecountTests
{
    private const int Seconds = 3600;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Every_figure_of_a_queue_is_a_count_over_the_journal(int seed)
    {
        var journal = new RandomQueue(new Random(seed)).Run(Seconds);
        var reports = journal.FoldInto(new InMemoryReports(new StandingClock(JournalScript.Second(Seconds))));
        var history = journal.Records.Select(record => (record.Recorded.At, record.Recorded.Event)).ToList();
        history.Select(each => each.Event.GetType()).Distinct().Count().ShouldBeGreaterThan(12, "an hour in which nearly everything happens");

        foreach (var bucket in new[] { 60, 420, 3600 })
        {
            ReportPeriod.TryCreate(JournalScript.Start, JournalScript.Second(Seconds), bucket, out var period);
            foreach (var row in reports.Queues(period!))
                Check(row, history);
        }
    }

    internal static void Check(QueueFigures row, List<(DateTimeOffset At, IEvent Event)> history)
    {
        var here = history.Where(each => each.At >= row.From && each.At < row.To).ToList();
        long Count<TEvent>(Func<TEvent, bool>? which = null) => here.Select(each => each.Event).OfType<TEvent>().Count(which ?? (_ => true));
        long Failed(FailureCause cause) => Count<CallbackAttemptFailed>(failed => failed.Cause == cause);
        long Ended(ContactOutcome outcome) => Count<ContactFinished>(finished => finished.Outcome == outcome);

        row.Offered.ShouldBe(Count<ContactArrived>(arrived => arrived.Contact.Callback is null));
        row.OverflowedIn.ShouldBe(Count<ContactTakenOver>());
        row.OverflowedOut.ShouldBe(Count<ContactMoved>() - Count<ContactTransferred>(transferred => transferred.Transfer.Move is not null));
        row.Refused.ShouldBe(Count<ContactRefused>());
        row.Redirected.ShouldBe(Count<ContactRedirected>());
        row.TransfersIn.ShouldBe(Count<ContactTransferred>(transferred => transferred.Transfer.Move is null));
        row.TransfersOut.ShouldBe(Count<ContactTransferred>());
        row.Abandoned.ShouldBe(Ended(ContactOutcome.Abandoned));
        row.Expired.ShouldBe(Ended(ContactOutcome.Expired));
        row.Cancelled.ShouldBe(Ended(ContactOutcome.Cancelled));
        row.CallbacksRequested.ShouldBe(Count<CallbackRequested>() + Count<ContactArrived>(arrived => arrived.Contact.Callback is not null));
        row.CallbacksScheduled.ShouldBe(Count<CallbackScheduled>());
        row.CallbacksCompleted.ShouldBe(Ended(ContactOutcome.Completed));
        (row.AttemptsBusy, row.AttemptsNoAnswer, row.AttemptsUnreachable, row.AttemptsVoicemail, row.AttemptsWrongNumber).ShouldBe(
            (Failed(FailureCause.Busy), Failed(FailureCause.NoAnswer), Failed(FailureCause.Unreachable), Failed(FailureCause.Voicemail), Failed(FailureCause.WrongNumber)));
        row.CallbacksNotReached.ShouldBe(Ended(ContactOutcome.NotReached));
        row.CallbacksSuperseded.ShouldBe(Ended(ContactOutcome.Superseded));

        var promises = PromisesOf(history);
        long Promised(Func<Promise, DateTimeOffset?> when) => promises.Count(promise => when(promise) is { } at && at >= row.From && at < row.To);
        row.CallbacksPromised.ShouldBe(Count<CallbackRequested>(requested => requested.Window is not null)
            + Count<CallbackScheduled>(scheduled => scheduled.Window is not null)
            + Count<ContactArrived>(arrived => arrived.Contact.Callback?.Window is not null));
        row.PromisesKept.ShouldBe(Promised(promise => promise.AcceptedAt < promise.Window.To ? promise.AcceptedAt : null));
        row.PromisesBroken.ShouldBe(Promised(promise => promise.AcceptedAt is { } at ? at < promise.Window.To ? null : at
            : promise.Outcome == ContactOutcome.Expired || promise.EndedAt >= promise.Window.To ? promise.EndedAt : null));

        row.EndedByCaller.ShouldBe(Count<ContactFinished>(finished => finished.EndedBy == EndedBy.Caller));
        row.EndedByAgent.ShouldBe(Count<ContactFinished>(finished => finished.EndedBy == EndedBy.Agent));
        row.EndedBySupervisor.ShouldBe(Count<ContactFinished>(finished => finished.EndedBy == EndedBy.Supervisor));
        row.EndedByConnector.ShouldBe(Count<ContactFinished>(finished => finished.EndedBy == EndedBy.Connector));
        row.EndedBySystem.ShouldBe(Count<ContactFinished>(finished => finished.EndedBy == EndedBy.System));

        var answers = here.Where(each => each.Event is OfferEnded { Outcome: OfferOutcome.Accepted })
            .Select(each => (each.At, Contact: ((OfferEnded)each.Event).ContactId)).ToList();
        var waits = answers.Where(each => RequestedAt(each.Contact) is null).Select(each => (each.At - EnteredAt(each.Contact)).TotalSeconds).ToList();
        row.Answered.ShouldBe(waits.Count);
        row.AnsweredInTime.ShouldBe(waits.Count(wait => wait <= 20));
        Same(row.AsaSeconds, waits);
        row.CallbacksAnswered.ShouldBe(answers.Count(each => RequestedAt(each.Contact) is not null && FirstAnswer(each.Contact) == each.At));
        Same(row.CallbackWaitSeconds, answers.Where(each => RequestedAt(each.Contact) is not null && FirstAnswer(each.Contact) == each.At)
            .Select(each => (each.At - RequestedAt(each.Contact)!.Value).TotalSeconds));

        var lost = here.Where(each => each.Event is ContactMoved or ContactFinished).Select(each => (each.At, ((IContactEvent)each.Event).ContactId))
            .Where(each => RequestedAt(each.ContactId) is null && FirstAnswer(each.ContactId) is null)
            .Select(each => (each.At - EnteredAt(each.ContactId)).TotalSeconds);
        row.LongestWaitSeconds.ShouldBe(waits.Concat(lost).Cast<double?>().Max());

        DateTimeOffset EnteredAt(ContactId contact) => First(contact, happened => happened is ContactArrived or ContactTakenOver)!.Value;
        DateTimeOffset? RequestedAt(ContactId contact) => First(contact, happened => happened is CallbackRequested or ContactArrived { Contact.Callback: not null })
            ?? history.Select(each => each.Event).OfType<ContactTakenOver>().FirstOrDefault(taken => taken.ContactId == contact)?.Contact.Callback?.RequestedAt;
        DateTimeOffset? FirstAnswer(ContactId contact) => First(contact, happened => happened is OfferEnded { Outcome: OfferOutcome.Accepted });
        DateTimeOffset? First(ContactId contact, Func<IEvent, bool> which) => history
            .Where(each => each.Event is IContactEvent ofContact && ofContact.ContactId == contact && which(each.Event))
            .Select(each => (DateTimeOffset?)each.At).FirstOrDefault();
    }

    /// <summary>Every window that was booked, and what became of it here.</summary>
    private static List<Promise> PromisesOf(List<(DateTimeOffset At, IEvent Event)> history)
    {
        var promises = new List<Promise>();
        for (var index = 0; index < history.Count; index++)
        {
            if (history[index].Event is not IContactEvent booked || BookedBy(booked) is not { } window)
                continue;
            var end = history.Skip(index + 1).FirstOrDefault(each => each.Event is IContactEvent about && about.ContactId == booked.ContactId
                && about is OfferEnded { Outcome: OfferOutcome.Accepted } or ContactFinished or ContactMoved);
            promises.Add(new Promise(
                window, end.Event is OfferEnded ? end.At : null, end.Event is ContactFinished ? end.At : null, (end.Event as ContactFinished)?.Outcome));
        }
        return promises;
    }

    private static CallbackWindow? BookedBy(IContactEvent happened) => happened switch
    {
        ContactArrived arrived => arrived.Contact.Callback?.Window,
        ContactTakenOver taken => taken.Contact.Callback?.Window,
        CallbackRequested requested => requested.Window,
        CallbackScheduled scheduled => scheduled.Window,
        _ => null,
    };

    private sealed record Promise(CallbackWindow Window, DateTimeOffset? AcceptedAt, DateTimeOffset? EndedAt, ContactOutcome? Outcome);

    private static void Same(double? mean, IEnumerable<double> values)
    {
        var list = values.ToList();
        if (list.Count == 0)
            mean.ShouldBeNull();
        else
            mean!.Value.ShouldBe(list.Average(), tolerance: 1e-6);
    }

    /// <summary>Lets chance decide what becomes of each contact, one step at a time, as a queue's events allow.</summary>
    private sealed class RandomQueue(Random chance)
    {
        private static readonly AgentId Ana = new("ana");
        private static readonly QueueId Night = new("night");
        private readonly JournalScript _journal = new();
        private readonly Dictionary<ContactId, ContactState> _contacts = [];
        private readonly HashSet<ContactId> _callbacks = [];
        private int _arrivals;
        private int _offers;

        public JournalScript Run(int seconds)
        {
            for (var second = 0; second < seconds; second++)
            {
                _journal.At(second);
                if (chance.Next(5) == 0)
                    Arrive(second);
                foreach (var (contact, state) in _contacts.ToList())
                {
                    if (chance.Next(10) == 0)
                        GoOn(contact, state, second);
                }
            }
            return _journal;
        }

        private void Arrive(int second)
        {
            var id = new ContactId($"c{++_arrivals}");
            switch (chance.Next(10))
            {
                case 0:
                    Tell(new ContactRefused(id, CallerAddress.FromText(Happened.Caller), Refusal.Rule("queueFull", "Full.")));
                    return;
                case 1:
                    Tell(new ContactRedirected(id, Night));
                    return;
                case 2:
                    Tell(new ContactTakenOver(Happened.Contact(id.Value, second - 30), Night));
                    break;
                default:
                    Tell(Happened.Arrived(id.Value, second));
                    break;
            }
            _contacts.Add(id, ContactState.Waiting);
        }

        private void GoOn(ContactId contact, ContactState state, int second)
        {
            var isCallback = _callbacks.Contains(contact);
            switch (state, chance.Next(8))
            {
                case (ContactState.Waiting, 0) when !isCallback:
                    Become(contact, ContactState.Recording, new RecordingStarted(contact));
                    break;
                case (ContactState.Waiting, 1):
                    Finish(contact, isCallback ? ContactOutcome.Superseded : ContactOutcome.Abandoned);
                    break;
                case (ContactState.Waiting, 2):
                    Finish(contact, chance.Next(2) == 0 ? ContactOutcome.Expired : ContactOutcome.Cancelled);
                    break;
                case (ContactState.Waiting, 3):
                    Tell(new ContactMoving(contact, Night), new ContactMoved(contact, Night));
                    _contacts.Remove(contact);
                    break;
                case (ContactState.Waiting, _):
                    Become(contact, ContactState.Offered, Happened.Offered(contact.Value, "ana", ++_offers));
                    break;
                case (ContactState.Recording, < 3):
                    Become(contact, ContactState.Waiting, new RecordingGivenUp(contact));
                    break;
                case (ContactState.Recording, < 6):
                    Become(contact, ContactState.Waiting, Happened.Requested(contact.Value, second));
                    _callbacks.Add(contact);
                    break;
                case (ContactState.Recording, _):
                    Become(contact, ContactState.Scheduled, Happened.Requested(contact.Value, second) with { Window = Window(second) });
                    _callbacks.Add(contact);
                    break;
                case (ContactState.Offered, < 4):
                    Become(contact, ContactState.Waiting, Happened.Ended(contact.Value, "ana", (OfferOutcome)chance.Next(1, 4), _offers));
                    break;
                case (ContactState.Offered, _):
                    Become(contact, ContactState.Engaged, Happened.Ended(contact.Value, "ana", OfferOutcome.Accepted, _offers));
                    break;
                case (ContactState.Engaged, 7):
                    var isStaying = isCallback && chance.Next(2) == 0;
                    var sales = new QueueId("sales");
                    Become(contact, ContactState.Waiting, new ContactTransferred(contact, isStaying
                        ? new ContactTransfer(sales, sales, Ana, JournalScript.Second(second), new AgentId("ben"))
                        : new ContactTransfer(sales, Night, Ana, JournalScript.Second(second), Move: 1)));
                    if (!isStaying)
                    {
                        Tell(new ContactMoved(contact, Night));
                        _contacts.Remove(contact);
                    }
                    break;
                case (ContactState.Engaged, 0) when isCallback:
                    Become(contact, ContactState.Waiting, new ContactReturned(contact, Ana));
                    break;
                case (ContactState.Engaged, < 4) when isCallback:
                    var window = chance.Next(2) == 0 ? Window(second) : null;
                    Become(contact, ContactState.Scheduled, new CallbackScheduled(contact, Ana, JournalScript.Second(second + 60), 1, Window: window));
                    break;
                case (ContactState.Engaged, 4) when isCallback:
                    Tell(new CallbackCallEnded(contact));
                    break;
                case (ContactState.Engaged, var fate):
                    Finish(contact, isCallback ? fate == 5 ? ContactOutcome.NotReached : ContactOutcome.Completed : ContactOutcome.Served);
                    break;
                case (ContactState.Scheduled, 0):
                    Finish(contact, ContactOutcome.Cancelled);
                    break;
                case (ContactState.Scheduled, _):
                    Become(contact, ContactState.Waiting, new CallbackReentered(contact, new OrderKey(0, JournalScript.Start, 1)));
                    break;
            }
        }

        private static CallbackWindow Window(int second) => new(JournalScript.Second(second + 5), JournalScript.Second(second + 35));

        private void Finish(ContactId contact, ContactOutcome outcome)
        {
            Tell(Happened.Finished(contact.Value, outcome) with { EndedBy = chance.Next(6) is var by and < 5 ? (EndedBy)by : null });
            _contacts.Remove(contact);
        }

        private void Become(ContactId contact, ContactState state, IEvent happened)
        {
            _contacts[contact] = state;
            Tell(happened);
        }

        private void Tell(params ReadOnlySpan<IEvent> events) => _journal.Queue("sales", events);
    }
}
