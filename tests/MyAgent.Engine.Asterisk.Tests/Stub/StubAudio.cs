using System.Buffers.Binary;

namespace MyAgent.Engine.Asterisk.Tests.Stub;

/// <summary>Recordings of the stub.</summary>
internal static class StubAudio
{
    /// <summary>A short WAV file: 8 kHz, 16 bits, one channel, as Asterisk writes it.</summary>
    public static byte[] Wave()
    {
        const int Bytes = 320;
        var wave = new byte[44 + Bytes];
        "RIFF"u8.CopyTo(wave);
        BinaryPrimitives.WriteInt32LittleEndian(wave.AsSpan(4), 36 + Bytes);
        "WAVEfmt "u8.CopyTo(wave.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wave.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wave.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wave.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wave.AsSpan(24), 8000);
        BinaryPrimitives.WriteInt32LittleEndian(wave.AsSpan(28), 16000);
        BinaryPrimitives.WriteInt16LittleEndian(wave.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(wave.AsSpan(34), 16);
        "data"u8.CopyTo(wave.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wave.AsSpan(40), Bytes);
        return wave;
    }
}
