using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Simulation.Workloads;

/// <summary>A caller, with everything that the caller will do.</summary>
/// <param name="Number">Counts those who call, from 1.</param>
/// <param name="ContactId">The id of the call.</param>
/// <param name="Caller">The caller; every caller calls once.</param>
/// <param name="ArrivesAt">When.</param>
/// <param name="IsVip">Whether the call has priority.</param>
/// <param name="AsksForCallback">Whether they turn into a callback request where they have to wait.</param>
/// <param name="Patience">After how long they hang up, where they still wait; null for never.</param>
/// <param name="Talk">How long the agent will talk with them, on the line or calling back.</param>
internal sealed record Customer(
    long Number,
    ContactId ContactId,
    CallerAddress Caller,
    DateTimeOffset ArrivesAt,
    bool IsVip,
    bool AsksForCallback,
    TimeSpan? Patience,
    TimeSpan Talk);
