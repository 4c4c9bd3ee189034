using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Hosting;
#pragma warning disable RS0030 // The port towards the hosts is the one place where the rules' assembly speaks of tasks.

/// <summary>What runs the entities: the one port through which everything else speaks to the engine.</summary>
public interface IEngineHost
{
    /// <summary>Sends a command or query and waits for its answer, which is given only once its effect is on disk.</summary>
    /// <param name="to">The entity it is for.</param>
    /// <param name="message">An <see cref="ICommand"/> or <see cref="IQuery"/>.</param>
    /// <param name="cause">Who asks, and under which command id.</param>
    /// <param name="cancel">Ends the waiting; the command may have its effect all the same.</param>
    /// <returns>The answer; a <see cref="Refusal"/> where the command was refused.</returns>
    /// <exception cref="EngineUnavailableException">The engine cannot take it in or cannot say whether it took effect: try again
    /// under the same command id.</exception>
    Task<IAnswer> SendAsync(EntityAddress to, IMessage message, Cause cause, CancellationToken cancel = default);

    /// <summary>The addresses of the entities of a kind, in ordinal order of their ids. Among them may be some that were never defined (see
    /// <see cref="IEntity.Exists"/>) and answer every query with a refusal.</summary>
    Task<IReadOnlyList<EntityAddress>> ListAsync(EntityKind kind, CancellationToken cancel = default);
}

/// <summary>The engine takes no work at the moment.</summary>
/// <param name="reason">Why, as a sentence.</param>
/// <param name="retryAfterSeconds">When to try again, in seconds.</param>
public sealed class EngineUnavailableException(string reason, int retryAfterSeconds = 1) : Exception(reason)
{
    /// <summary>When to try again, in seconds.</summary>
    public int RetryAfterSeconds { get; } = retryAfterSeconds;
}
