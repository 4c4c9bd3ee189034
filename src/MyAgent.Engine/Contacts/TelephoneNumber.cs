namespace MyAgent.Engine.Contacts;

/// <summary>What counts as a telephone number (rule 20): an optional <c>+</c> (or <c>00</c>, which means the same) and 3 to 15
/// digits, the most that ITU-T E.164 allows; spaces, dots, dashes, slashes and brackets between them do not count.</summary>
internal static class TelephoneNumber
{
    private const int MinDigits = 3;
    private const int MaxDigits = 15;

    /// <summary>The number with nothing but an optional <c>+</c> and digits; null where the text is no plausible number.</summary>
    public static string? TryNormalize(string text)
    {
        var kept = new System.Text.StringBuilder(text.Length);
        foreach (var character in text.AsSpan().Trim())
        {
            if (char.IsAsciiDigit(character) || (character == '+' && kept.Length == 0))
                kept.Append(character);
            else if (!" .-/()".Contains(character, StringComparison.Ordinal))
                return null;
        }
        var number = kept.ToString();
        if (number.StartsWith("00", StringComparison.Ordinal))
            number = "+" + number[2..];
        var digits = number.StartsWith('+') ? number.Length - 1 : number.Length;
        return digits is >= MinDigits and <= MaxDigits ? number : null;
    }
}
