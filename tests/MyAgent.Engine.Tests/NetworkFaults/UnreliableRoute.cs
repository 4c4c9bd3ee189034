using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Tests.NetworkFaults;

/// <summary>Decides how many copies of a message between two entities arrive, and when. How unreliable the route is depends on the seed too.
/// The same seed gives the same decisions.</summary>
internal sealed class UnreliableRoute(Random chance)
{
    private const int MaxDelayMilliseconds = 3000;

    private readonly int _lostInAHundred = chance.Next(45);
    private readonly int _doubledInAHundred = chance.Next(30);
    private readonly int _slowInAHundred = chance.Next(60);
    private readonly int _verySlowInAHundred = chance.Next(15);

    /// <summary>Whether messages are lost, doubled and late; otherwise each arrives once, a millisecond later.</summary>
    public bool IsUnreliable { get; set; } = true;

    /// <summary>After how long each copy of a message arrives.</summary>
    public IEnumerable<TimeSpan> Copies(IMessage message)
    {
        if (!IsUnreliable)
            return [TimeSpan.FromMilliseconds(1)];

        // A client's command is repeated by the client, not by the engine: on its way through the caller it is only late.
        var copies = message is not IEntityMessage ? 1
            : chance.Next(100) < _lostInAHundred ? 0
            : chance.Next(100) < _doubledInAHundred ? 2 : 1;
        return Enumerable.Range(0, copies).Select(_ => TimeSpan.FromMilliseconds(Delay())).ToArray();
    }

    private int Delay() =>
        chance.Next(100) < _verySlowInAHundred ? chance.Next(1, MaxDelayMilliseconds)
        : chance.Next(100) < _slowInAHundred ? chance.Next(1, 300)
        : 1;
}
