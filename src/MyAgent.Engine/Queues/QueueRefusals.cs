using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Queues;

/// <summary>The refusals that several parts of a queue give, and how their values are written.</summary>
internal static class QueueRefusals
{
    public static Refusal WrongState(QueuedContact contact, string code) => Refusals.WrongState(code, CamelCase(contact.State));

    /// <summary>Why a contact has no place that could be used or changed; null where it has one.</summary>
    public static Refusal? NotQueued(QueuedContact contact) => contact switch
    {
        { MovingTo: not null } => WrongState(contact, "contactMoving"),
        { IsQueued: false } => WrongState(contact, "contactNotInLine"),
        _ => null,
    };

    public static string CamelCase<TEnum>(TEnum value)
        where TEnum : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static string Text(DateTimeOffset instant) => instant.ToString("u", System.Globalization.CultureInfo.InvariantCulture);
}
