using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MyAgent.Engine.Primitives;

/// <summary>The last ids that were added, at most <see cref="Capacity"/> of them; the oldest is forgotten. Each is kept as the first 64 bits of its
/// SHA-256.</summary>
internal sealed class RecentIds
{
    /// <summary>How many ids are kept.</summary>
    public const int Capacity = 10_000;

    private readonly HashSet<ulong> _known = [];
    private readonly Queue<ulong> _order = new();

    /// <summary>Whether an id is among them.</summary>
    public bool Contains(string id) => _known.Contains(Key(id));

    /// <summary>Adds an id; one that is among them keeps its age.</summary>
    public void Add(string id) => Add(Key(id));

    /// <summary>All of them, oldest first: 8 octets each, the lowest first, in base64. Null for none.</summary>
    public string? ToText()
    {
        if (_order.Count == 0)
            return null;
        var octets = new byte[_order.Count * sizeof(ulong)];
        var at = 0;
        foreach (var key in _order)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(octets.AsSpan(at), key);
            at += sizeof(ulong);
        }
        return Convert.ToBase64String(octets);
    }

    /// <summary>Adds what <see cref="ToText"/> has written.</summary>
    public void Restore(string? text)
    {
        var octets = Convert.FromBase64String(text ?? string.Empty).AsSpan();
        for (var at = 0; at + sizeof(ulong) <= octets.Length; at += sizeof(ulong))
            Add(BinaryPrimitives.ReadUInt64LittleEndian(octets[at..]));
    }

    private void Add(ulong key)
    {
        if (!_known.Add(key))
            return;
        _order.Enqueue(key);
        if (_order.Count > Capacity)
            _known.Remove(_order.Dequeue());
    }

    private static ulong Key(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
