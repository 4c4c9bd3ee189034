using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace MyAgent.Engine.Storage.Integrity;

/// <summary>A small file with a <see cref="HighWaterMark"/>. It has two lines, each with a checksum, which are written alternately: if a write is incomplete, the line
/// before is still valid. Not safe for use by several threads.</summary>
internal sealed class HighWaterFile : IDisposable
{
    private const int LineBytes = 128;
    private const int LineCount = 2;
    private const string Acknowledged = "acknowledged";
    private const string None = "-";

    private readonly FileStream _file;
    private long _revision;

    /// <summary>Opens the file for writing; creates it, accessible to its owner only, if there is none.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="InvalidDataException">Neither line is valid.</exception>
    public HighWaterFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _file = new FileStream(path, options);
        try
        {
            (Mark, _revision) = Read(_file);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The mark that was written last; null for none.</summary>
    public HighWaterMark? Mark { get; private set; }

    /// <summary>Reads the mark in a file, without opening it for writing; null if there is no such file, or no mark was written.</summary>
    /// <exception cref="InvalidDataException">Neither line is valid.</exception>
    public static HighWaterMark? Find(string path)
    {
        if (!File.Exists(path))
            return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Read(file).Mark;
    }

    /// <summary>Writes a mark. It is on disk when the method returns.</summary>
    public void Write(HighWaterMark mark)
    {
        var revision = _revision + 1;
        RandomAccess.Write(_file.SafeFileHandle, Format(mark, revision), revision % LineCount * LineBytes);
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
        (Mark, _revision) = (mark, revision);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static (HighWaterMark? Mark, long Revision) Read(FileStream file)
    {
        var lines = new byte[LineCount * LineBytes];
        var length = file.ReadAtLeast(lines, lines.Length, throwOnEndOfStream: false);
        (HighWaterMark? Mark, long Revision) newest = (null, 0);
        for (var line = 0; line < LineCount; line++)
        {
            if (Parse(lines.AsSpan(line * LineBytes, LineBytes)) is { } found && found.Revision > newest.Revision)
                newest = found;
        }
        return newest.Mark is null && length > 0 ? throw new InvalidDataException($"'{file.Name}' has no valid line.") : newest;
    }

    private static byte[] Format(HighWaterMark mark, long revision)
    {
        var hash = mark.Hash is { } known ? known.ToString("x16", CultureInfo.InvariantCulture) : None;
        var text = string.Create(CultureInfo.InvariantCulture, $"{revision} {Acknowledged} {mark.Ordering} {hash} {mark.At.UtcDateTime:O}");
        return Encoding.ASCII.GetBytes($"{text} {ChecksumOf(text)}".PadRight(LineBytes - 1) + "\n");
    }

    private static (HighWaterMark Mark, long Revision)? Parse(ReadOnlySpan<byte> line)
    {
        var words = Encoding.ASCII.GetString(line).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words is not [var revision, Acknowledged, var ordering, var hash, var at, var checksum] || checksum != ChecksumOf(string.Join(' ', words[..^1])))
            return null;
        return (new HighWaterMark(
            long.Parse(ordering, CultureInfo.InvariantCulture),
            hash == None ? null : long.Parse(hash, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)),
            long.Parse(revision, CultureInfo.InvariantCulture));
    }

    private static string ChecksumOf(string text) => Crc32.HashToUInt32(Encoding.ASCII.GetBytes(text)).ToString("x8", CultureInfo.InvariantCulture);
}
