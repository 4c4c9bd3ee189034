using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Security;

/// <summary>Sign-ins of the web pages. A session is a token and its end, sealed with the engine's key: the browser cannot read it, the server keeps
/// nothing, and it outlives a restart. A revoked token ends its sessions.</summary>
/// <param name="key">The key, of <see cref="KeyBytes"/> bytes.</param>
/// <param name="tokens">Who is let in.</param>
/// <param name="clock">Tells when a session is over.</param>
internal sealed class Sessions(byte[] key, AccessTokens tokens, TimeProvider clock)
{
    /// <summary>The length of the key.</summary>
    public const int KeyBytes = 32;

    /// <summary>How long a session lasts: a shift, and some time before and after it.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(14);

    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int EndBytes = 8;

    /// <summary>Makes the session of a token that is let in.</summary>
    public string Seal(string token)
    {
        var plain = new byte[EndBytes + Encoding.UTF8.GetByteCount(token)];
        BinaryPrimitives.WriteInt64BigEndian(plain, (clock.GetUtcNow() + Length).ToUnixTimeSeconds());
        Encoding.UTF8.GetBytes(token, plain.AsSpan(EndBytes));
        var @sealed = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(@sealed.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(@sealed.AsSpan(0, NonceBytes), plain, @sealed.AsSpan(NonceBytes + TagBytes), @sealed.AsSpan(NonceBytes, TagBytes));
        return Base64Url.EncodeToString(@sealed);
    }

    /// <summary>The token of a session; null where it is none of this engine's, over, or its token revoked.</summary>
    public Storage.AccessToken? Find(string session)
    {
        if (!Base64Url.IsValid(session))
            return null;
        var @sealed = Base64Url.DecodeFromChars(session);
        if (@sealed.Length <= NonceBytes + TagBytes + EndBytes)
            return null;
        var plain = new byte[@sealed.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        try
        {
            cipher.Decrypt(@sealed.AsSpan(0, NonceBytes), @sealed.AsSpan(NonceBytes + TagBytes), @sealed.AsSpan(NonceBytes, TagBytes), plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        var end = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(plain));
        return clock.GetUtcNow() < end ? tokens.Find(Encoding.UTF8.GetString(plain.AsSpan(EndBytes))) : null;
    }
}
