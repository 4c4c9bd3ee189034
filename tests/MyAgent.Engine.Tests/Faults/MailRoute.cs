using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Tests.Faults;

/// <summary>Decides what becomes of a message between two entities: how many copies arrive, and how much later. The same seed gives
/// the same fate.</summary>
internal sealed class MailRoute(Random chance)
{
    private const int MostDelayMilliseconds = 3000;

    /// <summary>Whether messages are lost, doubled and late; otherwise each arrives once, a millisecond later.</summary>
    public bool Hostile { get; set; } = true;

    /// <summary>After how long each copy of a message arrives.</summary>
    public IEnumerable<TimeSpan> Copies(IMessage message)
    {
        if (!Hostile)
            return [TimeSpan.FromMilliseconds(1)];

        // A client's command is repeated by the client, not by the engine: on its way through the caller it is only late.
        var copies = message is not IEntityMessage ? 1 : chance.Next(10) switch { 0 or 1 => 0, 2 => 2, _ => 1 };
        return Enumerable.Range(0, copies).Select(_ => TimeSpan.FromMilliseconds(Delay())).ToArray();
    }

    private int Delay() => chance.Next(10) switch
    {
        < 6 => 1,
        < 9 => chance.Next(1, 300),
        _ => chance.Next(1, MostDelayMilliseconds),
    };
}
