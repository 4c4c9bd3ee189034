using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Simulation.Tests.Mutations;

/// <summary>Makes more of a day of what people do: one agent takes no callbacks, some ask for a break while they have a contact, and some
/// callers are reached at the second attempt alone.</summary>
internal sealed class CommandVaryingEngine(ISimulatedEngine centre) : ISimulatedEngine
{
    private const int ContactsBetweenBreaks = 4;
    private static readonly TimeSpan UntilSecondAttempt = TimeSpan.FromMinutes(3);

    private readonly HashSet<ContactId> _tried = [];
    private int _ended;

    public DateTimeOffset Now => centre.Now;

    public DateTimeOffset? NextWakeUp => centre.NextWakeUp;

    public void MoveTo(DateTimeOffset instant) => centre.MoveTo(instant);

    public void Wake() => centre.Wake();

    public void CheckAtEnd() => centre.CheckAtEnd();

    public void Send(EntityAddress to, ICommand command, string by)
    {
        if (command is EndContact or CompleteCallback && ++_ended % ContactsBetweenBreaks == 0)
            centre.Send(to, new TakeBreak("coffee", Seconds: 60), by);
        centre.Send(to, command switch
        {
            AssignAgent assign when to.Id == "a1" => assign with { Assignment = assign.Assignment with { Callbacks = false } },
            CompleteCallback { ContactId: { } callback } when _tried.Add(callback) && _tried.Count % 2 == 0 => new ScheduleCallback(Now + UntilSecondAttempt),
            _ => command,
        }, by);
    }
}
