using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Benchmarks.History;

/// <summary>Contacts of a contact centre over <see cref="Days"/> days, in the rows that the projections write. The same number always gives the same contact.</summary>
internal static class GeneratedContacts
{
    /// <summary>The days over which they come in.</summary>
    public const int Days = 200;

    /// <summary>The number of queues.</summary>
    public const int Queues = 20;

    /// <summary>The number of agents.</summary>
    public const int Agents = 200;

    /// <summary>The number of callers.</summary>
    public const int Callers = 250_000;

    /// <summary>The number of wrap-up codes.</summary>
    public const int Codes = 30;

    /// <summary>When the first one comes in.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A queue.</summary>
    public static QueueId Queue(int number) => new($"queue-{number}");

    /// <summary>An agent.</summary>
    public static AgentId Agent(int number) => new($"agent-{number}");

    /// <summary>A wrap-up code.</summary>
    public static WrapUpCodeId Code(int number) => new($"code-{number}");

    /// <summary>A caller.</summary>
    public static CallerAddress Caller(int number) => new($"+331{number:00000000}");

    /// <summary>A contact after each of its writes: it has arrived, is offered, is with an agent, is done. Of ten, one is a callback, one has gone through two queues
    /// and one has been abandoned.</summary>
    /// <param name="number">Counts the contacts from 0.</param>
    /// <param name="of">How many there are in <see cref="Days"/> days.</param>
    public static IReadOnlyList<ContactRow> Life(int number, int of)
    {
        var random = new Random(number);
        var at = Start.AddDays((double)number * Days / of);
        var (queue, agent, caller) = (random.Next(Queues), Agent(random.Next(Agents)), Caller(random.Next(Callers)));
        var kind = random.Next(10);
        var contact = new Contact(new ContactId($"c{number}"), Media.Call, caller, at, new OrderKey(0, at, number), [])
        {
            Callback = kind == 0 ? new CallbackRequest(Caller(random.Next(Callers)).Value, at.AddSeconds(30)) : null,
        };
        var arrived = new ContactRecord(Queue(queue), contact, ContactState.Waiting, at) { CameThrough = kind == 1 ? [Queue((queue + 1) % Queues)] : [] };
        var offered = arrived with { State = ContactState.Offered, AgentId = agent, OfferId = new OfferId(Queue(queue), number) };
        var engaged = offered with
        {
            State = ContactState.Engaged, LastServedBy = agent, ServedBy = [agent], AnsweredAt = at.AddSeconds(20), FirstAcceptedAt = at.AddSeconds(20),
            FirstAnsweredAt = at.AddSeconds(20),
        };
        var served = engaged with
        {
            State = ContactState.Done, Outcome = kind == 0 ? ContactOutcome.Completed : ContactOutcome.Served, EndedBy = EndedBy.Caller, TalkSeconds = 180,
            FinishedAt = at.AddSeconds(200), OfferId = null, Code = Code(random.Next(Codes)),
        };
        var abandoned = arrived with { State = ContactState.Done, Outcome = ContactOutcome.Abandoned, EndedBy = EndedBy.Caller, FinishedAt = at.AddSeconds(45) };
        return [.. (kind == 2 ? (ContactRecord[])[arrived, abandoned] : [arrived, offered, engaged, served])
            .Select(record => RowMapper.Of(new StoredContact(number + 1, number + 1, new ContactKey(record.QueueId, record.ContactId), record, number + 1)))];
    }
}
