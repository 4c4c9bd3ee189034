using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Tests.ModelBased;

/// <summary>Generates random histories: mostly commands that fit the state, and some that do not. Where a step leads to what the rules leave
/// undecided, the generator removes the last steps and tries others.</summary>
internal static class RandomHistory
{
    /// <summary>Where contacts arrive: most of them in sales.</summary>
    private static readonly string[] Queues = ["sales", "sales", "sales", "sales", "late", "late", "desk", "desk", "mail"];

    /// <summary>To whom contacts are transferred: mostly to any agent.</summary>
    private static readonly string[] Receivers = ["", "", "", "/ana", "/ben", "/cleo", "/dan", "/eva"];

    private static readonly string[] Codes = ["sold", "sold", "lost", "solved"];

    public static List<Step> Generate(int seed, int length)
    {
        var chance = new Random(seed);
        var centre = new ReferenceModel();
        var steps = new List<Step>();
        var contacts = 0;
        foreach (var agent in centre.Agents)
            Add(new Step(0.1, Verb.LogIn, agent.Id, Value: Endpoint(steps.Count)));
        while (steps.Count < length)
        {
            if (centre.Undecided)
                TakeBack(chance.Next(1, 12));
            var after = chance.Next(12) == 0 ? chance.Next(1, 30_000) / 1000.0 : chance.Next(1, 2500) / 1000.0;
            Add(chance.Next(100) switch
            {
                < 2 when steps.FindAll(step => step.Verb == Verb.Arrive) is { Count: > 0 } arrivals => arrivals[chance.Next(arrivals.Count)] with { After = after },
                < 22 => new Step(
                    after, Verb.Arrive, Queues[chance.Next(Queues.Length)], $"c{++contacts}",
                    chance.Next(8) == 0 ? "" : $"+493010{chance.Next(6)}", chance.Next(6) == 0 ? chance.Next(3) : 0),
                < 25 => new Step(
                    after, Verb.RequestDirectly, Queues[chance.Next(Queues.Length)], $"c{++contacts}",
                    chance.Next(12) switch { 0 => "12", 1 => "+49999", < 5 => "+4930555", _ => $"+493010{chance.Next(5)}" },
                    chance.Next(2) == 0 ? null : (chance.Next(40_000) - 5000) / 1000.0),
                < 28 => new Step(
                    after, Verb.BookDirectly, Queues[chance.Next(Queues.Length)], $"c{++contacts}", $"+493010{chance.Next(40)}", SomeWindow(chance)),
                < 46 => OfContact(centre, chance, after, $"c{Math.Max(1, contacts - chance.Next(12))}"),
                < 49 => new Step(after, (Verb)chance.Next((int)Verb.LogIn, (int)Verb.Complete), AnyAgent(centre, chance).Id, Number: 10) is var any && any.Verb == Verb.Consult
                    ? any with { Value = "sales" }
                    : any,
                < 50 => new Step(after, Verb.Restart, string.Empty, Number: chance.Next(2)),
                < 53 => new Step(after, Verb.ReportEndpoint, $"PJSIP/{chance.Next(2)}", Value: chance.Next(3) == 0 ? "Busy" : "Ready"),
                < 56 => new Step(after, Verb.KeepAlive, AnyAgent(centre, chance).Id),
                _ => WithEndpoint(OfAgent(AnyAgent(centre, chance), chance, after), steps.Count),
            });
        }
        return steps;

        void TakeBack(int last)
        {
            List<Step> kept = [.. steps.SkipLast(last)];
            (centre, steps) = (new ReferenceModel(), []);
            kept.ForEach(Add);
        }

        void Add(Step step)
        {
            centre.Pass(step.After);
            centre.Do(step);
            steps.Add(step);
        }
    }

    /// <summary>There are two telephones, and most agents log in without one.</summary>
    private static string Endpoint(int number) => number % 3 == 0 ? $"PJSIP/{number % 2}" : string.Empty;

    private static Step WithEndpoint(Step step, int number) => step.Verb == Verb.LogIn ? step with { Value = Endpoint(number) } : step;

    private static ModelAgent AnyAgent(ReferenceModel centre, Random chance) =>
        chance.Next(3) > 0 && centre.Agents.Where(agent => agent.Status is not (AgentStatus.Available or AgentStatus.LoggedOut)).ToList() is { Count: > 0 } busy
            ? busy[chance.Next(busy.Count)]
            : centre.Agents[chance.Next(centre.Agents.Count)];

    private static Step OfContact(ReferenceModel centre, Random chance, double after, string contact)
    {
        if (chance.Next(4) > 0 && centre.Contacts.FindAll(one => one.IsQueued) is { Count: > 0 } queued)
            contact = queued[chance.Next(queued.Count)].Id;
        var verb = (centre.Find(contact)?.State, chance.Next(10)) switch
        {
            (ContactState.Waiting, < 5) => Verb.StartRecording,
            (ContactState.Offered, < 3) => Verb.StartRecording,
            (ContactState.Recording, < 5) => Verb.RequestCallback,
            (ContactState.Recording, < 7) => Verb.BookCallback,
            _ => (Verb)chance.Next((int)Verb.HangUp, (int)Verb.LogIn),
        };
        var number = chance.Next(8) switch { 0 => "12", 1 => "+49999", < 6 => centre.Find(contact)?.Caller ?? "+4930555", _ => "+4930555" };
        return new Step(after, verb, string.Empty, contact, number, verb == Verb.BookCallback ? SomeWindow(chance) : chance.Next(3));
    }

    /// <summary>Mostly the next window, so that some are full.</summary>
    private static double SomeWindow(Random chance) => chance.Next(10) switch { 0 => 0, 1 => 1.5, 2 => 2, _ => 1 };

    private static Step OfAgent(ModelAgent agent, Random chance, double after) => agent switch
    {
        _ when chance.Next(20) == 0 => new Step(
            after, chance.Next(2) == 0 ? Verb.AcceptAgain : Verb.RejectAgain, agent.Id, Reason: chance.Next(2) == 0 ? null : (RejectReason)chance.Next(4)),
        { HasContact: true } when chance.Next(9) == 0 => new Step(after, chance.Next(2) == 0 ? Verb.LogOut : Verb.Break, agent.Id, Number: chance.Next(3) == 0 ? null : 7.3),
        { Status: AgentStatus.Offered } => chance.Next(4) == 0
            ? new Step(after, Verb.Reject, agent.Id, Reason: chance.Next(3) == 0 ? null : (RejectReason)chance.Next(4))
            : new Step(after, Verb.Accept, agent.Id),
        { Coded: not null } when chance.Next(6) == 0 => new Step(after, Verb.SetCode, agent.Id, Value: Codes[chance.Next(Codes.Length)]),
        { HasContact: true, Over: false } when chance.Next(9) == 0 => new Step(after, Verb.Requeue, agent.Id),
        { HasContact: true, Over: false } when chance.Next(8) == 0 => Consult(agent, chance, after),
        { HasContact: true } when chance.Next(10) == 0 => new Step(after, agent.HeldSince is null ? Verb.Hold : Verb.Resume, agent.Id),
        { HasContact: true } when chance.Next(8) == 0 => new Step(
            after, Verb.Transfer, agent.Id, Value: Queues[chance.Next(Queues.Length)] + Receivers[chance.Next(Receivers.Length)], Number: chance.Next(3)),
        { NeedsOutcome: true } when chance.Next(3) > 0 => chance.Next(5) is var outcome && outcome < 2
            ? new Step(after, Verb.Fail, agent.Id, Number: outcome == 0 ? null : (chance.Next(40_000) - 2000) / 1000.0, Failure: (FailureCause)chance.Next(5))
            : outcome == 2 ? new Step(after, Verb.Complete, agent.Id)
            : chance.Next(4) == 0 ? new Step(after, Verb.ScheduleWindow, agent.Id, Number: SomeWindow(chance))
            : new Step(after, chance.Next(2) == 0 ? Verb.Schedule : Verb.ScheduleOwn, agent.Id, Number: (chance.Next(40_000) - 2000) / 1000.0),
        { HasContact: true, Over: false } => new Step(after, chance.Next(4) == 0 ? Verb.ClosePopUp : Verb.EndContact, agent.Id, Number: chance.Next(3)),
        { HasContact: true } => new Step(after, Verb.ClosePopUp, agent.Id),
        { LoggedIn: false } => new Step(after, Verb.LogIn, agent.Id),
        { Status: AgentStatus.WrapUp } when chance.Next(3) == 0 => new Step(after, Verb.Available, agent.Id),
        { Status: AgentStatus.WrapUp } => new Step(after, Verb.WrapUp, agent.Id, Value: SomeQueue(chance)),
        { Status: AgentStatus.Available } when chance.Next(5) > 0 => new Step(after, Verb.Available, agent.Id),
        { Status: AgentStatus.Available } => new Step(after, chance.Next(2) == 0 ? Verb.WrapUp : Verb.Break, agent.Id, Value: SomeQueue(chance), Number: 9.1),
        _ => new Step(after, Verb.Available, agent.Id),
    };

    private static Step Consult(ModelAgent agent, Random chance, double after)
    {
        if (agent.Consultation is not null && chance.Next(3) > 0)
            return new Step(after, chance.Next(2) == 0 ? Verb.EndConsult : Verb.HandOver, agent.Id);
        var asked = CentreConfiguration.Default.Agents.Keys.ElementAt(chance.Next(CentreConfiguration.Default.Agents.Count));
        return new Step(after, Verb.Consult, agent.Id, Value: Queues[chance.Next(Queues.Length)] + (chance.Next(3) == 0 ? $"/{asked}" : ""));
    }

    private static string SomeQueue(Random chance) => chance.Next(3) == 0 ? Queues[chance.Next(Queues.Length)] : string.Empty;
}
