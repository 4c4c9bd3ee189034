using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation.Runtime;

/// <summary>An engine in virtual time, as the people around it see it.</summary>
internal interface ISimulatedEngine
{
    /// <summary>The instant, by the clock of people.</summary>
    DateTimeOffset Now { get; }

    /// <summary>When it does something by itself next; null for never.</summary>
    DateTimeOffset? NextWakeUp { get; }

    /// <summary>Lets time pass, up to <see cref="NextWakeUp"/> at the most.</summary>
    void MoveTo(DateTimeOffset instant);

    /// <summary>Lets it do what is due at this instant.</summary>
    void Wake();

    /// <summary>Somebody says something, and need not say it again.</summary>
    /// <param name="to">To whom.</param>
    /// <param name="command">What.</param>
    /// <param name="by">Who.</param>
    void Send(EntityAddress to, ICommand command, string by);

    /// <summary>Judges the engine when nothing happens any more.</summary>
    void CheckAtEnd();
}
