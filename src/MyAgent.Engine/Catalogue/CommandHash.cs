using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Catalogue;

/// <summary>Names what a command says, so that another command under the same id is told apart (rule 33h): the first 96 bits of the SHA-256 of whom
/// it is for, its manifest and its JSON, as 16 characters of base64url. The same command has the same hash in every process and every version.</summary>
internal static class CommandHash
{
    private const int Bytes = 12;

    /// <summary>The hash of a command.</summary>
    /// <param name="to">The entity it is for.</param>
    /// <param name="command">What is said.</param>
    public static string Of(EntityAddress to, ICommand command)
    {
        var (manifest, json) = Manifests.Find(command.GetType());
        byte[] text = [.. Encoding.UTF8.GetBytes($"{to.PersistenceId}\n{manifest}\n"), .. JsonSerializer.SerializeToUtf8Bytes(command, json)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return Base64Url.EncodeToString(hash[..Bytes]);
    }
}
