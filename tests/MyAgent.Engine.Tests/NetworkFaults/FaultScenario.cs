using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.NetworkFaults;

/// <summary>Everybody does anything at any time while the network and the machines fail. The same seed gives the same scenario.</summary>
internal sealed class FaultScenario(NetworkHarness centre, Random chance)
{
    private static readonly string[] Agents = ["ana", "ben", "cleo", "dan"];
    private static readonly string[] Queues = ["sales", "late", "service"];

    private readonly List<ContactId> _contacts = [];

    /// <summary>The contacts that were sent in.</summary>
    public IReadOnlyList<ContactId> Contacts => _contacts;

    public FaultScenario Open()
    {
        centre.Tell("sales", new ConfigureQueue(QueueSettings.Default("Sales") with { MaxWaitSeconds = 25, OverflowQueue = new QueueId("late"), PreferredHoldSeconds = 4 }));
        centre.Tell("late", new ConfigureQueue(QueueSettings.Default("Late") with
        {
            MaxWaitSeconds = 40, OverflowQueue = new QueueId("sales"), Selection = Selection.HighestSkill,
        }));
        centre.Tell("service", new ConfigureQueue(QueueSettings.Default("Service") with
        {
            MissedLimit = 2, RejectCoolDownSeconds = 6, RejectRepeatSeconds = 2, RejectedLimit = 2, OfferTimeoutSeconds = 8,
        }));
        foreach (var (agent, number) in Agents.Select((agent, number) => (agent, number)))
        {
            centre.Tell(agent, new DefineAgent(agent, new AgentSettings(LeaseSeconds: number < 2 ? 10 + (8 * number) : null, AutoClosePopUp: number % 2 == 1)));
            centre.Tell(agent, new AssignAgent(new QueueId(Queues[number % 3]), new Assignment(WrapUpSeconds: number, Callbacks: number != 3)));
            centre.Tell(agent, new AssignAgent(new QueueId(Queues[(number + 1) % 3]), new Assignment(
                number == 1 ? AssignmentKind.Overflow : AssignmentKind.Primary, Skill: number, OverflowAfterSeconds: number == 1 ? 3 : null)));
            centre.Tell(agent, new LogIn());
        }
        centre.Tell("+491", new ConfigureCaller([new AgentId("ana"), new AgentId("dan")], Priority: 1));
        return this;
    }

    public FaultScenario Run(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            centre.Pass(chance.Next(4) == 0 ? chance.NextDouble() * 8 : chance.NextDouble());
            switch (chance.Next(40))
            {
                case 0: centre.RestartAll(); break;
                case 1 or 2: centre.Restart(new AgentId(Any(Agents)).Address); break;
                case 3 or 4: centre.Restart(new QueueId(Any(Queues)).Address); break;
                case < 12: Arrive(); break;
                case < 21: SendConnectorCommand(); break;
                case < 33: SendNextCommand(Any(Agents)); break;
                case < 35: centre.KeepAlive(Any(Agents)); break;
                default: SendRandomCommand(Any(Agents)); break;
            }
        }
        return this;
    }

    /// <summary>Every agent comes to work and serves what comes.</summary>
    public void ServeWaiting(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var agent in Agents)
                SendNextCommand(agent);
            centre.Pass(0.5);
        }
    }

    private void Arrive()
    {
        _contacts.Add(new ContactId($"c{_contacts.Count + 1}"));
        centre.Arrive(Any(Queues), _contacts[^1].Value, $"+49{chance.Next(5)}");
    }

    private void SendConnectorCommand()
    {
        if (_contacts.Count == 0)
            return;
        var contact = _contacts[Math.Max(0, _contacts.Count - 1 - chance.Next(8))];
        var queue = centre.Queues.FirstOrDefault(queue => queue.Contacts.Any(held => held.Contact.ContactId == contact))?.QueueId.Value ?? "sales";
        centre.Tell(queue, chance.Next(8) switch
        {
            0 or 1 or 2 => new HangUp(contact),
            3 => new StartRecording(contact),
            4 or 5 => new RequestCallback(contact, "+4930123456"),
            6 => new CancelContact(contact),
            _ => chance.Next(2) == 0 ? new MoveToFirst(contact) : new ResumeWaiting(contact),
        });
    }

    private void SendNextCommand(string agent)
    {
        var state = centre.StateOf(agent);
        switch (state)
        {
            case { Ringing.Offer.OfferId: var offer }:
                centre.Tell(agent, chance.Next(6) == 0 ? new RejectOffer(offer, (RejectReason)chance.Next(4)) : new AcceptOffer(offer));
                break;
            case { Held.NeedsOutcome: true } when chance.Next(3) > 0:
                centre.Tell(agent, chance.Next(2) == 0 ? new CompleteCallback() : new ScheduleCallback(centre.Now.AddSeconds(chance.Next(-1, 30))));
                break;
            case { Held.OverAt: null } when chance.Next(5) == 0:
                centre.Tell(agent, chance.Next(3) == 0
                    ? chance.Next(2) == 0 ? new EndConsultation() : new CompleteTransfer()
                    : new StartConsultation(new QueueId(Any(Queues)), chance.Next(3) == 0 ? new AgentId(Any(Agents)) : null));
                break;
            case { Held: { OverAt: null } held } when chance.Next(8) == 0:
                centre.Tell(agent, new RequeueContact(held.Offer.Contact.ContactId, RequeueReason.NotBridged));
                break;
            case { Held: { OverAt: null } held } when chance.Next(6) == 0:
                centre.Tell(agent, new TransferContact(
                    new QueueId(Any(Queues)), chance.Next(2) == 0 ? new AgentId(Any(Agents)) : null, chance.Next(3) == 0, held.Offer.Contact.ContactId));
                break;
            case { Held: not null }:
                centre.Tell(agent, new EndContact());
                centre.Tell(agent, new ClosePopUp());
                break;
            case { Status: AgentStatus.LoggedOut }:
                centre.Tell(agent, new LogIn());
                break;
            default:
                centre.Tell(agent, new MakeAvailable());
                break;
        }
    }

    private void SendRandomCommand(string agent)
    {
        var queue = new QueueId(Any(Queues));
        centre.Tell(agent, chance.Next(7) switch
        {
            0 => new TakeBreak("coffee", Seconds: 5),
            1 => new LogOut(),
            2 => new ForceLogOut(),
            3 => new UnassignAgent(queue),
            4 or 5 => new AssignAgent(queue, new Assignment(Skill: chance.Next(9), WrapUpSeconds: chance.Next(3))),
            _ => new StartOrExtendWrapUp(queue),
        });
    }

    private T Any<T>(IReadOnlyList<T> all) => all[chance.Next(all.Count)];
}
