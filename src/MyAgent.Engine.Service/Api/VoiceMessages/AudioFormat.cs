namespace MyAgent.Engine.Service.Api.VoiceMessages;

/// <summary>The types of sound that a voice message may have.</summary>
internal static class AudioFormat
{
    /// <summary>RIFF WAVE.</summary>
    public const string Wav = "audio/wav";

    /// <summary>Ogg, Opus or Vorbis in it.</summary>
    public const string Ogg = "audio/ogg";

    /// <summary>MPEG audio.</summary>
    public const string Mpeg = "audio/mpeg";

    /// <summary>The type of that name; null where it is none of these.</summary>
    public static string? Find(string? mediaType) =>
        new[] { Wav, Ogg, Mpeg }.FirstOrDefault(type => type.Equals(mediaType, StringComparison.OrdinalIgnoreCase));

    /// <summary>How the name of a file of a type ends.</summary>
    public static string FileEndingOf(string type) => type switch
    {
        Wav => ".wav",
        Ogg => ".ogg",
        _ => ".mp3",
    };

    /// <summary>Whether a sound begins as its type does, so that nothing else is served under the type's name.</summary>
    public static bool Begins(string type, ReadOnlySpan<byte> sound) => type switch
    {
        Wav => sound.Length >= 12 && sound.StartsWith("RIFF"u8) && sound[8..12].SequenceEqual("WAVE"u8),
        Ogg => sound.StartsWith("OggS"u8),
        _ => sound.StartsWith("ID3"u8) || IsMpegFrame(sound),
    };

    /// <summary>An MPEG audio frame begins with eleven set bits, and a layer that is not the reserved one.</summary>
    private static bool IsMpegFrame(ReadOnlySpan<byte> sound) =>
        sound.Length >= 2 && sound[0] == 0xFF && (sound[1] & 0xE0) == 0xE0 && (sound[1] & 0x06) != 0;
}
