using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.Queues;

/// <summary>The wrap-up codes of a queue, as PUT sets them.</summary>
internal sealed record WrapUpCodesBody
{
    /// <summary>The codes, in the order in which agents see them; at most 500.</summary>
    public required IReadOnlyList<WrapUpCodeBody> Codes { get; init; }

    /// <summary>Whether an agent must choose a code before becoming available. Needs default.</summary>
    public bool Required { get; init; }

    /// <summary>The id of the code that is recorded if an agent has chosen none; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>The settings this stands for. Whether they contradict each other is for the queue to say.</summary>
    /// <exception cref="ProblemException">400: names an id or text that is invalid.</exception>
    public WrapUpCodeSettings ToSettings() => new(
        [.. Codes.Select((code, index) => code.ToCode($"wrapUpCodes.codes[{index}]"))], Required, Default is null ? null : Input.WrapUpCode(Default, "wrapUpCodes.default"));
}

/// <summary>A wrap-up code.</summary>
internal sealed record WrapUpCodeBody
{
    /// <summary>Its id, unique in the queue.</summary>
    public required string Code { get; init; }

    /// <summary>Its display name.</summary>
    public required string Name { get; init; }

    /// <summary>The display name of its group; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>The code this stands for.</summary>
    public WrapUpCode ToCode(string field) => new(
        Input.WrapUpCode(Code, $"{field}.code"), Input.Text(Name, $"{field}.name"), Group is null ? null : Input.Text(Group, $"{field}.group"));
}
