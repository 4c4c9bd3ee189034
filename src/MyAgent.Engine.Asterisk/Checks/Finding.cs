namespace MyAgent.Engine.Asterisk.Checks;

/// <summary>What a check has found.</summary>
/// <param name="Kind">Whether it is right, wrong, or worth knowing.</param>
/// <param name="Text">What it is, and what to do where it is wrong.</param>
internal sealed record Finding(FindingKind Kind, string Text)
{
    /// <summary>Something is as it should be.</summary>
    public static Finding Right(string text) => new(FindingKind.Right, text);

    /// <summary>Something keeps telephones from working.</summary>
    public static Finding Wrong(string text) => new(FindingKind.Wrong, text);

    /// <summary>Something to know.</summary>
    public static Finding Note(string text) => new(FindingKind.Note, text);
}

/// <summary>What a finding is.</summary>
internal enum FindingKind
{
    /// <summary>It is as it should be.</summary>
    Right,

    /// <summary>Telephones will not work.</summary>
    Wrong,

    /// <summary>To know.</summary>
    Note,
}
