using System.Text.Json.Serialization;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Contacts;

/// <summary>When an agent takes the contacts of a queue.</summary>
[JsonConverter(typeof(CamelCaseEnum<AssignmentKind>))]
public enum AssignmentKind
{
    /// <summary>At once.</summary>
    Primary,

    /// <summary>Only once the queue is under pressure: see the overflow limits.</summary>
    Overflow,
}

/// <summary>One agent in one queue.</summary>
/// <param name="Kind">Primary (the default) or overflow.</param>
/// <param name="Skill">0 to 100, the higher the better; default 0. Counts where the queue selects by highest skill.</param>
/// <param name="WrapUpSeconds">Length of the automatic wrap-up, in seconds; default 0: straight to available.</param>
/// <param name="WrapUpExtensionSeconds">What each press of Wrap-up adds, in seconds; null (the default) for <paramref name="WrapUpSeconds"/>.</param>
/// <param name="MaxWrapUpSeconds">The most one wrap-up may last in all, in seconds; null (the default) for <see cref="TimeRange.MaxSeconds"/>.</param>
/// <param name="Callbacks">Whether the agent takes callback requests of this queue; default true.</param>
/// <param name="OverflowAfterSeconds">Overflow agents: eligible for a contact that has waited this long, in seconds; null for not by time.</param>
/// <param name="OverflowAfterContacts">Overflow agents: eligible while at least so many contacts are waiting; null for not by number.</param>
public sealed record Assignment(
    AssignmentKind Kind = AssignmentKind.Primary,
    [property: SettingRange(0, Max = 100)] int Skill = 0,
    [property: SettingRange(0)] double WrapUpSeconds = 0,
    [property: SettingRange(0)] double? WrapUpExtensionSeconds = null,
    [property: SettingRange(0)] double? MaxWrapUpSeconds = null,
    bool Callbacks = true,
    [property: SettingRange(0)] double? OverflowAfterSeconds = null,
    [property: SettingRange(1)] int? OverflowAfterContacts = null)
{
    /// <summary>Refuses settings that are out of their ranges; null where all are within. Of an assignment that replaces another, only what has changed is
    /// checked.</summary>
    internal Refusal? Refuse(Assignment? previous = null) =>
        SettingRanges.Refuse(this, previous)
        ?? (MaxWrapUpSeconds < WrapUpSeconds ? Refusals.Invalid("outOfRange", "maxWrapUpSeconds") with { Case = "maxWrapUp" } : null);
}
