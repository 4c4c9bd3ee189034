namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>What is typed until <c>#</c>: a number, or a code. Digits beyond the longest there is are passed over.</summary>
internal sealed class TypedDigits
{
    /// <summary>The longest that can be typed.</summary>
    public const int MaxLength = 20;

    private string _typed = string.Empty;

    /// <summary>A key was pressed.</summary>
    /// <returns>What was typed, where it was <c>#</c>; null where more is to come.</returns>
    public string? Press(string digit)
    {
        if (digit == "#")
            return _typed;
        if (_typed.Length < MaxLength)
            _typed += digit;
        return null;
    }
}
