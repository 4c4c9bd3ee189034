namespace MyAgent.Engine.Entities;

/// <summary>The refusals of the rules: a code and values, no sentence. <see cref="Texts.RefusalTexts"/> has the sentences.</summary>
internal static class Refusals
{
    /// <summary>The input is wrong, whatever the state.</summary>
    public static Refusal Invalid(string code, string? field, params IReadOnlyList<string> values) => Of(RefusalKind.Invalid, code, values) with { Field = field };

    /// <summary>What is named does not exist.</summary>
    public static Refusal NotFound(string code, params IReadOnlyList<string> values) => Of(RefusalKind.NotFound, code, values);

    /// <summary>The state forbids it.</summary>
    public static Refusal WrongState(string code, string state, params IReadOnlyList<string> values) => Of(RefusalKind.WrongState, code, values) with { State = state };

    /// <summary>A rule refuses it.</summary>
    public static Refusal Rule(string code, params IReadOnlyList<string> values) => Of(RefusalKind.Rule, code, values);

    private static Refusal Of(RefusalKind kind, string code, IReadOnlyList<string> values) => new(kind, code, Values: values.Count == 0 ? null : values);
}
