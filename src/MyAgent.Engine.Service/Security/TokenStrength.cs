namespace MyAgent.Engine.Service.Security;

/// <summary>Estimates how hard a chosen token is to guess.</summary>
internal static class TokenStrength
{
    /// <summary>The shortest token an operator may choose, in characters.</summary>
    public const int MinLength = 24;

    /// <summary>The least that a token must be worth, in bits.</summary>
    public const int MinBits = 80;

    private const int Repeated = 3;

    /// <summary>An upper bound of a token's entropy, in bits: a rough estimate from how often each of its characters occurs. What repeats three
    /// characters that were there before, or goes on in steps as <c>abcd</c> and <c>9876</c> do, is worth nothing.</summary>
    public static double Bits(string token)
    {
        var unforeseen = 0;
        for (var at = 0; at < token.Length; at++)
        {
            if (!GoesOn(token, at) && !Repeats(token, at))
                unforeseen++;
        }
        var bitsEach = token.GroupBy(char.ToLowerInvariant)
            .Select(same => (double)same.Count() / token.Length)
            .Sum(share => -share * Math.Log2(share));
        return unforeseen * bitsEach;
    }

    private static bool GoesOn(string token, int at) =>
        at >= 2 && token[at] - token[at - 1] == token[at - 1] - token[at - 2] && Math.Abs(token[at] - token[at - 1]) <= 1;

    private static bool Repeats(string token, int at) =>
        at >= Repeated && token.AsSpan(0, at).IndexOf(token.AsSpan(at - Repeated + 1, Repeated), StringComparison.OrdinalIgnoreCase) is >= 0;
}
