using System.Security.Cryptography;
using System.Text;

namespace MyAgent.Engine.Service.Security;

/// <summary>The key that seals sessions: made from the admin token where the operator has chosen one, so that all engines that were given the same
/// one know each other's sessions; else from a file that its owner alone can read.</summary>
internal static class SessionKey
{
    private const string FileName = "session.key";

    /// <summary>A key that ends with the process.</summary>
    public static byte[] Create() => RandomNumberGenerator.GetBytes(Sessions.KeyBytes);

    /// <summary>Makes the key from the chosen admin token, or reads that of the data directory, or makes one at the first start.</summary>
    /// <param name="adminToken">The value of <see cref="FirstAdminToken.Variable"/>; null or empty for none.</param>
    /// <param name="directory">Where the file is.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<byte[]> EnsureAsync(string? adminToken, string directory, CancellationToken cancel)
    {
        if (!string.IsNullOrEmpty(adminToken))
            return HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(adminToken), Sessions.KeyBytes, info: "myagent session"u8.ToArray());
        var path = Path.Combine(Path.GetFullPath(directory), FileName);
        if (File.Exists(path) && await File.ReadAllBytesAsync(path, cancel) is { Length: Sessions.KeyBytes } known)
            return known;
        var key = Create();
        // A key that is half written is none: the next start makes another, and who was signed in signs in again.
        await OwnersFile.WriteAsync(path, key, cancel);
        return key;
    }
}
