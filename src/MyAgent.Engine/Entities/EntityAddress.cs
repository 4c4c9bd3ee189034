using System.Buffers;

namespace MyAgent.Engine.Entities;

/// <summary>The kinds of entity: one persistent actor each.</summary>
public enum EntityKind
{
    /// <summary>A person (or robot) who takes contacts.</summary>
    Agent,

    /// <summary>A waiting list and its policy.</summary>
    Queue,

    /// <summary>A caller, with preferred agents and a priority.</summary>
    Caller,

    /// <summary>A program that brings contacts, with its lease.</summary>
    Connector,

    /// <summary>A telephone at which at most one agent is logged in.</summary>
    Endpoint,
}

/// <summary>Names one entity. Its text is the journal's <c>persistence_id</c>: <c>agent-ana</c>, <c>queue-sales</c>,
/// <c>caller-+33123456789</c>, <c>connector-pbx</c>, <c>endpoint-PJSIP%2F2001</c>; characters other than letters, digits and <c>+-._~@</c> are percent-encoded.</summary>
/// <param name="Kind">What kind of entity it is.</param>
/// <param name="Id">Its id within its kind.</param>
public readonly record struct EntityAddress(EntityKind Kind, string Id)
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-._~@");

    /// <summary>The <c>persistence_id</c> under which the entity's events are kept.</summary>
    public string PersistenceId => Kind switch
    {
        EntityKind.Agent => "agent-",
        EntityKind.Queue => "queue-",
        EntityKind.Connector => "connector-",
        EntityKind.Endpoint => "endpoint-",
        _ => "caller-",
    } + Encode(Id);

    /// <summary>The address whose <see cref="PersistenceId"/> is <paramref name="persistenceId"/>.</summary>
    /// <exception cref="FormatException">The text is not that of an address.</exception>
    public static EntityAddress Parse(string persistenceId)
    {
        var dash = persistenceId.IndexOf('-', StringComparison.Ordinal);
        EntityKind? kind = dash < 0 ? null : persistenceId[..dash] switch
        {
            "agent" => EntityKind.Agent,
            "queue" => EntityKind.Queue,
            "caller" => EntityKind.Caller,
            "connector" => EntityKind.Connector,
            "endpoint" => EntityKind.Endpoint,
            _ => null,
        };
        return kind is { } known
            ? new EntityAddress(known, Uri.UnescapeDataString(persistenceId[(dash + 1)..]))
            : throw new FormatException($"'{persistenceId}' names no agent, queue, caller, connector or endpoint.");
    }

    /// <inheritdoc/>
    public override string ToString() => PersistenceId;

    private static string Encode(string id) =>
        id.AsSpan().ContainsAnyExcept(Plain)
            ? string.Concat(id.EnumerateRunes().Select(rune => rune.IsAscii && Plain.Contains((char)rune.Value)
                ? rune.ToString()
                : string.Concat(System.Text.Encoding.UTF8.GetBytes(rune.ToString()).Select(octet => $"%{octet:X2}"))))
            : id;
}
