using System.Diagnostics;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation.Faults;

/// <summary>A rule that threw or never came to rest, which no rule may.</summary>
/// <param name="Rule">The method of the engine that failed, and how: the same failure has the same name.</param>
/// <param name="Entity">Who was spoken to, by which it came about; null where a deadline or a restart did.</param>
/// <param name="At">When, by the true clock.</param>
/// <param name="Detail">The exception's message.</param>
internal sealed record RuleFailure(string Rule, string? Entity, DateTimeOffset At, string Detail)
{
    internal static RuleFailure Of(Exception thrown, EntityAddress? entity, DateTimeOffset at) =>
        new($"{Method(thrown)}: {thrown.GetType().Name}", entity?.PersistenceId, at, thrown.Message);

    internal static RuleFailure OfEndlessDecisions(EntityAddress? entity, DateTimeOffset at) =>
        new("NextDeadline: never at rest", entity?.PersistenceId, at, "Long after the last fault and the last call it still finds something to do.");

    internal static RuleFailure OfUnansweredCommand(Envelope command, DateTimeOffset at) =>
        new(
            "Decide: never answered", command.To.PersistenceId, at,
            $"The command {command.ReplyTo}, {command.Message.GetType().Name}, is sent again and again and never answered.");

    /// <summary>The innermost method of the engine's own.</summary>
    private static string Method(Exception thrown)
    {
        var own = new StackTrace(thrown).GetFrames().Select(frame => frame.GetMethod())
            .FirstOrDefault(method => method?.DeclaringType?.FullName?.StartsWith("MyAgent.", StringComparison.Ordinal) == true);
        return own is null ? "unknown" : $"{own.DeclaringType!.Name}.{own.Name}";
    }
}
