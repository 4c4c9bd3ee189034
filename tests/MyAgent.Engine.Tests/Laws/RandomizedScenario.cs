using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Tests.NetworkFaults;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>A contact centre with random commands of all participants. The same seed gives the same run.</summary>
internal sealed class RandomizedScenario(NetworkConditions network, int seed)
{
    private static readonly string[] Agents = ["ana", "ben", "cleo", "dan", "eve"];
    private static readonly string[] Queues = ["sales", "late"];

    private static readonly RejectReason?[] Reasons = [null, .. Enum.GetValues<RejectReason>()];

    private readonly LawCheckedHarness _harness = new(network);
    private readonly Random _chance = new(seed);
    private readonly List<string> _contacts = [];

    private NetworkHarness Harness => _harness.Harness;

    public LawCheckedHarness Pass(int steps)
    {
        Open();
        for (var step = 0; step < steps; step++)
        {
            if (step % 97 == 0)
                _harness.TakeSnapshots();
            Harness.Pass(_chance.NextDouble() * 4);
            Do(_chance.Next(100));
        }
        return _harness;
    }

    private void Open()
    {
        Harness.Tell("late", new ConfigureQueue(QueueSettings.Default("Late") with { Selection = Selection.HighestSkill, MissedLimit = 2 }));
        Harness.Tell("sales", new ConfigureQueue(QueueSettings.Default("Sales") with
        {
            MaxWaitSeconds = 120,
            OverflowQueue = new QueueId("late"),
            PreferredHoldSeconds = 5,
            PopUpLimitSeconds = 15,
            Callbacks = JournalBuilderSteps.Settings.Callbacks with { MaxAttempts = 3, Reentry = Reentry.Due },
            Alarms = new AlarmSettings(Waiting: 3, LongestWaitSeconds: 60),
        }));
        for (var number = 0; number < Agents.Length; number++)
        {
            Harness.Tell(Agents[number], new DefineAgent(Agents[number], new AgentSettings(AutoClosePopUp: number is 2 or 3)));
            Harness.Tell(Agents[number], new AssignAgent(new QueueId("sales"), new Assignment(
                number == 4 ? AssignmentKind.Overflow : AssignmentKind.Primary, WrapUpSeconds: number * 5, Callbacks: number != 1,
                OverflowAfterSeconds: number == 4 ? 10 : null, OverflowAfterContacts: number == 4 ? 4 : null)));
            if (number % 2 == 0)
                Harness.Tell(Agents[number], new AssignAgent(new QueueId("late"), new Assignment(Skill: number)));
        }
        Harness.Tell("+49301", new ConfigureCaller([new AgentId("cleo"), new AgentId("ana")], Priority: 1));
    }

    private void Do(int what)
    {
        var agent = Agents[_chance.Next(Agents.Length)];
        var queue = Queues[_chance.Next(10) < 7 ? 0 : 1];
        var contact = new ContactId(_contacts.Count == 0 ? "c0" : _contacts[Math.Max(0, _contacts.Count - 1 - _chance.Next(12))]);
        var key = _chance.Next(3) == 0 ? $"k{_chance.Next(10_000)}" : null;
        switch (what)
        {
            case < 14:
                _contacts.Add($"c{_contacts.Count + 1}");
                Harness.Arrive(queue, _contacts[^1], $"+4930{_chance.Next(8)}", _chance.Next(5) == 0 ? _chance.Next(3) : null);
                break;
            case < 40:
                Answer(key);
                break;
            case < 50:
                Harness.Tell(agent, new EndContact(), key);
                Harness.Tell(agent, new ClosePopUp());
                break;
            case < 64:
                GiveOutcome(key);
                break;
            case < 70:
                Harness.Tell(queue, new HangUp(contact), key);
                break;
            case < 76:
                Harness.Tell(queue, new StartRecording(contact));
                break;
            case < 80:
                Harness.Tell(queue, _chance.Next(4) == 0 ? new ResumeWaiting(contact) : new RequestCallback(contact, "+4930555"), key);
                break;
            case < 82:
                Harness.Tell(queue, _chance.Next(2) == 0 ? new MoveToFirst(contact) : new ChangePriority(contact, _chance.Next(3)), key);
                break;
            case < 83:
                Harness.Tell(queue, new CancelContact(contact));
                break;
            case < 90:
                Harness.Tell(agent, new LogIn(), key);
                break;
            case < 94:
                Harness.Tell(agent, new MakeAvailable(), key);
                break;
            case < 96:
                Harness.Tell(agent, new TakeBreak("coffee", _chance.Next(2) == 0 ? 20 : null), key);
                break;
            case < 97:
                Harness.Tell(agent, new LogOut());
                break;
            case < 98:
                Harness.Tell(agent, new ForceLogOut());
                break;
            case < 99:
                Harness.Tell(agent, new StartOrExtendWrapUp(), key);
                break;
            default:
                if (_chance.Next(2) == 0)
                    Harness.Tell(agent, new UnassignAgent(new QueueId("late")));
                else
                    Harness.Tell(agent, new AssignAgent(new QueueId("late"), new Assignment(Skill: _chance.Next(9), WrapUpSeconds: 7)));
                break;
        }
    }

    private void Answer(string? key)
    {
        if (RandomAgent(agent => agent.Offer is not null) is not { Offer: { } offer } ringing)
            return;
        if (_chance.Next(5) == 0)
            Harness.Tell(ringing.AgentId.Value, new RejectOffer(offer.OfferId, Reasons[_chance.Next(Reasons.Length)]), key);
        else if (_chance.Next(6) != 0)
            Harness.Tell(ringing.AgentId.Value, new AcceptOffer(offer.OfferId), key);
    }

    private void GiveOutcome(string? key)
    {
        if (RandomAgent(agent => agent.Contact is { Kind: ContactKind.Callback }) is not { } engaged)
            return;
        Harness.Tell(engaged.AgentId.Value, _chance.Next(3) == 0 ? new CompleteCallback() : new ScheduleCallback(Harness.Now.AddSeconds(_chance.Next(60))), key);
        Harness.Tell(engaged.AgentId.Value, new ClosePopUp());
    }

    private AgentAnswer? RandomAgent(Func<AgentAnswer, bool> who)
    {
        var candidates = Agents.Select(Harness.Agent).Where(who).ToList();
        return candidates.Count == 0 ? null : candidates[_chance.Next(candidates.Count)];
    }
}
