using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace MyAgent.Engine.Service.Security;

/// <summary>The text of a token, <c>mat_ID_SECRET</c>: an id that may be seen, and 256 random bits that may not.</summary>
internal static class TokenText
{
    private const string Prefix = "mat_";
    private const string IdLetters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int IdLength = 12;
    private const int SecretBytes = 32;

    /// <summary>Makes a token with a new id.</summary>
    public static (string Id, string Text) Create() => With(RandomNumberGenerator.GetString(IdLetters, IdLength));

    /// <summary>Makes a token with an id that another text names: the same text gives the same id, and each time another secret.</summary>
    public static (string Id, string Text) CreateNamed(string name) =>
        With(string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(name)).Take(IdLength).Select(octet => IdLetters[octet % IdLetters.Length])));

    private static (string Id, string Text) With(string id) =>
        (id, $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}");

    /// <summary>The id in a token's text; null where the text is of another form.</summary>
    public static string? IdOf(string text)
    {
        var end = text.StartsWith(Prefix, StringComparison.Ordinal) ? text.IndexOf('_', Prefix.Length) : -1;
        return end < 0 ? null : text[Prefix.Length..end];
    }

    /// <summary>What is stored in a token's place.</summary>
    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
