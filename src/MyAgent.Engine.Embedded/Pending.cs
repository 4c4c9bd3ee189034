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

    /// <summary>Gives the answer, or the reason why there is none.</summary>
    public void Complete(IAnswer answer, Exception? failure)
    {
        if (failure is null)
            TrySetResult(answer);
        else
            Fail(failure);
    }

    public void Fail(Exception reason) => TrySetException(reason);
}

/// <summary>Somebody who wants to know which entities of a kind there are.</summary>
internal sealed class PendingList(EntityKind kind)
    : TaskCompletionSource<IReadOnlyList<EntityAddress>>(TaskCreationOptions.RunContinuationsAsynchronously), IWaiting
{
    public EntityKind Kind => kind;

    /// <summary>Gives the list, or the reason why there is none.</summary>
    public void Complete(IReadOnlyList<EntityAddress> entities, Exception? failure)
    {
        if (failure is null)
            TrySetResult(entities);
        else
            Fail(failure);
    }

    public void Fail(Exception reason) => TrySetException(reason);
}
