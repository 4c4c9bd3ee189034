using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Service.Api.VoiceMessages;

/// <summary>Makes and reads links to voice messages that need no token, for players that can give none. A link's name is the message's id and the link's expiry, encrypted and
/// authenticated with the keys that every engine on the database has, so that each node takes the links of the others, also after a restart.</summary>
/// <param name="protection">Gives the keys.</param>
/// <param name="clock">Decides when a link has expired.</param>
internal sealed class VoiceMessageLinks(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How long a link is valid.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly IDataProtector _protector = protection.CreateProtector("VoiceMessageLink");

    /// <summary>Makes a link.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The link's name, which ends as a file of the message's type does because some players know the type by that, and when it expires.</returns>
    public (string Name, DateTimeOffset ExpiresAt) Create(VoiceMessage message)
    {
        var expiresAt = clock.GetUtcNow() + Lifetime;
        var content = new byte[sizeof(long) + Encoding.UTF8.GetByteCount(message.MessageId)];
        BinaryPrimitives.WriteInt64BigEndian(content, expiresAt.UtcTicks);
        Encoding.UTF8.GetBytes(message.MessageId, content.AsSpan(sizeof(long)));
        return ($"{Base64Url.EncodeToString(_protector.Protect(content))}{AudioFormat.FileEndingOf(message.MediaType)}", expiresAt);
    }

    /// <summary>The id of the message that a link is to; null where the link has expired, or was not made here.</summary>
    public string? MessageOf(string name)
    {
        var signed = Path.GetFileNameWithoutExtension(name);
        if (!Base64Url.IsValid(signed))
            return null;
        try
        {
            var content = _protector.Unprotect(Base64Url.DecodeFromChars(signed));
            return clock.GetUtcNow().UtcTicks < BinaryPrimitives.ReadInt64BigEndian(content) ? Encoding.UTF8.GetString(content.AsSpan(sizeof(long))) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
