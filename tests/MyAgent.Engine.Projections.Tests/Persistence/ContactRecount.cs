using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Tests.Persistence;

/// <summary>The contacts of a journal, made by reading all of its events, and searched by comparing each contact with the filter.</summary>
internal sealed class ContactRecount
{
    private readonly Dictionary<(string Queue, ContactId Contact), Counted> _last = [];
    private readonly Dictionary<(string Queue, ContactId Contact), List<string>> _redirected = [];
    private readonly List<Counted> _all = [];

    public ContactRecount(IEnumerable<JournalRecord> records)
    {
        foreach (var record in records)
        {
            if (record.Recorded.Event is IContactEvent happened)
                Read(record.Entity.Id, happened, record);
            else if (record.Recorded.Event is WrapUpCodeSet set)
                _all.Single(contact => contact.Offers.Contains(set.OfferId)).Read(set);
        }
    }

    /// <summary>Every contact once, in its last queue.</summary>
    public IReadOnlyList<Counted> All => _all;

    /// <summary>The names of the contacts that a filter leaves, newest first.</summary>
    public IReadOnlyList<string> Search(ContactFilter filter) =>
    [
        .. _all.Where(contact => Matches(contact, filter)).OrderByDescending(contact => contact.Contact.OriginAt).ThenByDescending(contact => contact.Arrived)
            .Select(contact => contact.ToString()),
    ];

    private static bool Matches(Counted contact, ContactFilter filter) =>
        (filter.Caller is not { } caller || contact.Contact.Caller == caller || contact.Number == caller.Value)
        && (filter.Agent is not { } agent || contact.Agents.Contains(agent))
        && (filter.Queue is not { } queue || contact.Path.Contains(queue.Value))
        && (filter.AnyQueue is not { } queues || filter.Queue is not null || contact.Path.Any(each => queues.Contains(new QueueId(each))))
        && (filter.Connector is not { } connector || contact.Contact.Connector?.Name == connector)
        && (filter.Code is not { } code || contact.Code == code)
        && (filter.States?.Contains(contact.State) ?? true)
        && (filter.Outcomes is not { } outcomes || (contact.Outcome is { } outcome && outcomes.Contains(outcome)))
        && !(contact.Contact.OriginAt < filter.From) && !(contact.Contact.OriginAt >= filter.To);

    private void Read(string queue, IContactEvent happened, JournalRecord record)
    {
        var key = (queue, happened.ContactId);
        switch (happened)
        {
            case ContactRedirected redirected:
                _redirected[(redirected.To.Value, happened.ContactId)] = [.. _redirected.GetValueOrDefault(key) ?? [], queue];
                break;
            case ContactArrived arrived:
                _redirected.Remove(key, out var through);
                var state = arrived.DueAt is null ? ContactState.Waiting : ContactState.Scheduled;
                _all.Add(_last[key] = new Counted(arrived.Contact, record.Ordering, [.. through ?? [], queue]) { State = state });
                break;
            case ContactTakenOver taken:
                _last.Remove((taken.From.Value, happened.ContactId), out var moved);
                moved!.Path.Add(queue);
                (moved.Arrived, moved.State) = (record.Ordering, ContactState.Waiting);
                _last[key] = moved;
                break;
            default:
                if (_last.TryGetValue(key, out var contact))
                    contact.Read(happened, record.Recorded.At);
                break;
        }
    }

    /// <summary>A contact.</summary>
    internal sealed class Counted(Contact contact, long arrived, List<string> path)
    {
        private WrapUpCodeSet? _code;

        public Contact Contact { get; } = contact;

        public long Arrived { get; set; } = arrived;

        public List<string> Path { get; } = path;

        public List<AgentId> Agents { get; } = [];

        /// <summary>The offers under which agents have had it.</summary>
        public List<OfferId> Offers { get; } = [];

        /// <summary>The code that was set under the latest of those offers.</summary>
        public WrapUpCodeId? Code => _code?.Code;

        public ContactState State { get; set; }

        public string? Number { get; private set; } = contact.Callback?.Number;

        public ContactOutcome? Outcome { get; private set; }

        public DateTimeOffset? WaitedUntil { get; private set; }

        public DateTimeOffset? FinishedAt { get; private set; }

        public void Read(WrapUpCodeSet set)
        {
            if (_code is null || Offers.IndexOf(set.OfferId) >= Offers.IndexOf(_code.OfferId))
                _code = set;
        }

        public void Read(IContactEvent happened, DateTimeOffset at)
        {
            switch (happened)
            {
                case CallbackRequested requested:
                    (State, Number) = (ContactState.Waiting, requested.Number);
                    break;
                case RecordingStarted:
                    State = ContactState.Recording;
                    break;
                case ContactOffered:
                    State = ContactState.Offered;
                    break;
                case OfferEnded { Outcome: OfferOutcome.Accepted } accepted:
                    State = ContactState.Engaged;
                    Offers.Add(accepted.OfferId);
                    WaitedUntil ??= accepted.AnsweredAt ?? at;
                    if (!Agents.Contains(accepted.AgentId))
                        Agents.Add(accepted.AgentId);
                    break;
                case RecordingGivenUp or OfferEnded or ContactReturned or CallbackReentered:
                    State = ContactState.Waiting;
                    break;
                case CallbackScheduled:
                    State = ContactState.Scheduled;
                    break;
                case ContactFinished finished:
                    (State, Outcome, FinishedAt) = (ContactState.Done, finished.Outcome, at);
                    WaitedUntil ??= at;
                    break;
            }
        }

        public override string ToString() => NameOf(
            Contact.ContactId, State, Outcome, Code, Number, Agents, Path, WaitedUntil is { } until ? Math.Max(0, (until - Contact.OriginAt).TotalSeconds) : null);
    }

    /// <summary>What a search says of a contact, to compare.</summary>
    public static string NameOf(ContactRecord record) => NameOf(
        record.ContactId, record.State, record.Outcome, record.Code, record.Number, record.ServedBy, [.. record.CameThrough.Select(queue => queue.Value), record.QueueId.Value],
        record.WaitSeconds);

    private static string NameOf(
        ContactId contact, ContactState state, ContactOutcome? outcome, WrapUpCodeId? code, string? number, IEnumerable<AgentId> agents, IEnumerable<string> path,
        double? waited) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{contact} {state} {outcome} {code} {number} with {string.Join('+', agents)} through {string.Join('+', path)} after {waited} s");
}
