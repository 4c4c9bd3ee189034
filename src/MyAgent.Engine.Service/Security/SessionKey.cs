using System.Security.Cryptography;

namespace MyAgent.Engine.Service.Security;

/// <summary>The key that seals sessions, in a file that its owner alone can read.</summary>
internal static class SessionKey
{
    private const string FileName = "session.key";

    /// <summary>A key that ends with the process.</summary>
    public static byte[] Create() => RandomNumberGenerator.GetBytes(Sessions.KeyBytes);

    /// <summary>Reads the key of a data directory, or makes it at the first start.</summary>
    public static async Task<byte[]> EnsureAsync(string directory, CancellationToken cancel)
    {
        var path = Path.Combine(Path.GetFullPath(directory), FileName);
        if (File.Exists(path) && await File.ReadAllBytesAsync(path, cancel) is { Length: Sessions.KeyBytes } known)
            return known;
        var key = Create();
        // A key that is half written is none: the next start makes another, and who was signed in signs in again.
        await OwnersFile.WriteAsync(path, key, cancel);
        return key;
    }
}
