using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Embedded;

/// <summary>Somebody who waits for what the deciding thread yields. Told only once it is on disk.</summary>
internal interface IWaiting
{
    void Fail(Exception reason);
}

/// <summary>A command or query on its way to its answer.</summary>
/// <param name="envelope">What is asked; its <see cref="Envelope.ReplyTo"/> names this.</param>
internal sealed class PendingCommand(Envelope envelope) : TaskCompletionSource<IAnswer>(TaskCreationOptions.RunContinuationsAsynchronously), IWaiting
{
    public Envelope Envelope => envelope;

    public void Fail(Exception reason) => TrySetException(reason);
}

/// <summary>Somebody who wants to know which entities of a kind there are.</summary>
internal sealed class PendingList(EntityKind kind)
    : TaskCompletionSource<IReadOnlyList<EntityAddress>>(TaskCreationOptions.RunContinuationsAsynchronously), IWaiting
{
    public EntityKind Kind => kind;

    public void Fail(Exception reason) => TrySetException(reason);
}
