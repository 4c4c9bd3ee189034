using System.Buffers.Binary;

namespace MyAgent.Engine.Service.Demo;

/// <summary>A voice message: a second of a tone, as a WAV file of 8-bit samples.</summary>
internal static class VoiceNote
{
    /// <summary>Its media type.</summary>
    public const string MediaType = "audio/wav";

    private const int SamplesPerSecond = 8000;
    private const int HeaderBytes = 44;
    private const int FormatBytes = 16;
    private const double ToneHertz = 440;

    /// <summary>Makes the file.</summary>
    public static byte[] Create()
    {
        var file = new byte[HeaderBytes + SamplesPerSecond];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), FormatBytes);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1); // PCM.
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1); // One channel.
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), SamplesPerSecond);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), SamplesPerSecond);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 1); // Bytes a sample.
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 8); // Bits a sample.
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), SamplesPerSecond);
        for (var sample = 0; sample < SamplesPerSecond; sample++)
            file[HeaderBytes + sample] = (byte)(128 + (60 * Math.Sin(2 * Math.PI * ToneHertz * sample / SamplesPerSecond)));
        return file;
    }
}
