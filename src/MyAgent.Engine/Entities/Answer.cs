using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Entities;

/// <summary>What a command or query is answered with. The catalogue knows which types there are, and the name of each in JSON.</summary>
public interface IAnswer;

/// <summary>Why a command was refused. A refused command has changed nothing.</summary>
[JsonConverter(typeof(CamelCaseEnum<RefusalKind>))]
public enum RefusalKind
{
    /// <summary>The input itself is wrong, whatever the state.</summary>
    Invalid,

    /// <summary>What is named does not exist.</summary>
    NotFound,

    /// <summary>The state forbids it; <see cref="Refusal.State"/> says the state.</summary>
    WrongState,

    /// <summary>A rule of the queue or assignment refuses it.</summary>
    Rule,

    /// <summary>A rule threw: a fault of the engine, nothing was changed.</summary>
    Fault,
}

/// <summary>The answer to a command that was refused.</summary>
/// <param name="Kind">What kind of refusal it is.</param>
/// <param name="Code">A stable word for programs, in camelCase: <c>unknownQueue</c>.</param>
/// <param name="Detail">A sentence for people; empty from the rules, for which <see cref="Texts.RefusalTexts"/> makes it of the other members. The service gives one for
/// its own refusals, and journals of earlier versions hold theirs.</param>
/// <param name="State">The state that forbids it, where <paramref name="Kind"/> is <see cref="RefusalKind.WrongState"/>.</param>
/// <param name="Field">The field of the input that is meant, where there is one.</param>
/// <param name="Case">Which of the cases of the code it is, in camelCase; null for the usual one.</param>
/// <param name="Values">What the sentence names, in order: ids, limits, instants; null for nothing.</param>
public sealed record Refusal(
    RefusalKind Kind, string Code, string Detail = "", string? State = null, string? Field = null, string? Case = null, IReadOnlyList<string>? Values = null) : IAnswer
{
    /// <summary>The code of <see cref="KeyReused"/>.</summary>
    internal const string KeyReusedCode = "keyReused";

    /// <summary>The input is wrong, whatever the state.</summary>
    internal static Refusal Invalid(string code, string detail, string? field = null) => new(RefusalKind.Invalid, code, detail, Field: field);

    /// <summary>What is named does not exist.</summary>
    internal static Refusal NotFound(string code, string detail) => new(RefusalKind.NotFound, code, detail);

    /// <summary>The state forbids it.</summary>
    internal static Refusal WrongState(string code, string state, string detail) => new(RefusalKind.WrongState, code, detail, state);

    /// <summary>Its id was that of another command (rule 33h).</summary>
    internal static Refusal KeyReused(string commandId) => Refusals.Rule(KeyReusedCode, commandId);

    /// <summary>A rule refuses it.</summary>
    internal static Refusal Rule(string code, string detail, string? field = null) => new(RefusalKind.Rule, code, detail, Field: field);

    /// <summary>Two refusals are the same where they say the same.</summary>
    public bool Equals(Refusal? other) => other is not null
        && (Kind, Code, Detail, State, Field, Case) == (other.Kind, other.Code, other.Detail, other.State, other.Field, other.Case)
        && (Values ?? []).SequenceEqual(other.Values ?? [], StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Code, Detail, State, Field, Case, Values?.Count ?? 0);
}
