using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.PropertyBased;

/// <summary>One thing that somebody does, as FsCheck makes it up; <see cref="At"/> turns it into a command that the centre could get.</summary>
/// <param name="What">Which kind of thing.</param>
/// <param name="Who">Which agent, queue or caller.</param>
/// <param name="Which">Which contact, length or date.</param>
/// <param name="Pause">How long it takes until then.</param>
public sealed record Deed(byte What, byte Who, byte Which, byte Pause)
{
    public static readonly string[] Agents = ["ana", "ben", "cleo", "dan"];
    public static readonly string[] Queues = ["sales", "late", "service"];

    private string Agent => Agents[Who % Agents.Length];

    private string Queue => Queues[Who % Queues.Length];

    /// <summary>How long to wait before it, in seconds.</summary>
    public double Seconds => Pause % 4 == 0 ? Pause / 8.0 : Pause % 4 / 10.0;

    /// <summary>The command, and whom it is for.</summary>
    internal (EntityAddress To, ICommand Command) At(Centre centre, List<string> contacts) => (What % 12) switch
    {
        0 or 1 => Arrival(contacts),
        2 or 3 or 4 or 5 => (new AgentId(Agent).Address, Next(centre.Look(Agent), centre.Now)),
        6 or 7 => ToAgent(centre.Now),
        _ => ToQueue(contacts.Count == 0 ? "c1" : contacts[^(1 + (Which % Math.Min(6, contacts.Count)))], centre),
    };

    private (EntityAddress, ICommand) Arrival(List<string> contacts)
    {
        contacts.Add($"c{contacts.Count + 1}");
        return (new CallerAddress($"+49{Which % 5}").Address, new ReceiveContact(
            new QueueId(Queue), new ContactId(contacts[^1]), Which % 7 == 0 ? Media.Email : Media.Call, Which % 9 == 0 ? 2 : null, OriginAt: null));
    }

    /// <summary>What the agent's screen suggests.</summary>
    private ICommand Next(AgentAnswer agent, DateTimeOffset now) => agent switch
    {
        { Offer: { } offer } => Which % 5 == 0 ? new RejectOffer(offer.OfferId, (RejectReason)(Which % 4)) : new AcceptOffer(offer.OfferId),
        { Contact: { Kind: ContactKind.Callback, Outcome: null, DueAt: null } } when What % 12 > 2 =>
            Which % 2 == 0 ? new CompleteCallback() : new ScheduleCallback(now.AddSeconds((Which % 40) - 3)),
        { Contact.Over: false } => new EndContact(),
        { Contact: not null } => new ClosePopUp(),
        { Status: AgentStatus.LoggedOut } => new LogIn(),
        _ => new MakeAvailable(),
    };

    private (EntityAddress, ICommand) ToAgent(DateTimeOffset now) => (new AgentId(Agent).Address, (Which % 11) switch
    {
        0 => new TakeBreak("coffee", Which % 2 == 0 ? 5 : null),
        1 => new LogOut(),
        2 => new ForceLogOut(),
        3 or 4 => new StartOrExtendWrapUp(),
        5 => new UnassignAgent(new QueueId(Queue)),
        6 => new AssignAgent(new QueueId(Queue), new Assignment(Which % 2 == 0 ? AssignmentKind.Primary : AssignmentKind.Overflow, Which, Which % 6, OverflowAfterSeconds: 4.0 / 3)),
        7 => new EndContact(),
        8 => new ClosePopUp(),
        9 => new ScheduleCallback(now.AddSeconds(10)),
        _ => new MakeAvailable(),
    });

    private (EntityAddress, ICommand) ToQueue(string contact, Centre centre)
    {
        var id = new ContactId(contact);
        var queue = Queues.Select(queue => new QueueId(queue)).FirstOrDefault(queue => centre.Ask(queue, new GetContact(id)) is ContactAnswer, new QueueId(Queue));
        return (queue.Address, (Which % 9) switch
        {
            0 or 1 => new HangUp(id),
            2 => new StartRecording(id),
            3 or 4 => new RequestCallback(id, Which % 2 == 0 ? "+4930123" : "12"),
            5 => new ResumeWaiting(id),
            6 => new MoveToFirst(id),
            7 => new ChangePriority(id, Which % 3),
            _ => new CancelContact(id),
        });
    }
}
