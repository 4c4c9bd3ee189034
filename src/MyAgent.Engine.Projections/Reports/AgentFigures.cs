using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Projections.Reports;

/// <summary>What one agent did in one interval. Events count in the interval in which they happened; time in a status is divided
/// among the intervals it lies in, and what lies in the future is not counted.</summary>
/// <param name="From">When the interval begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="OffersReceived">Offers that rang.</param>
/// <param name="Accepted">Offers that ended with the agent having the contact.</param>
/// <param name="Rejected">Offers that the agent rejected.</param>
/// <param name="Missed">Offers that the agent did not answer in time.</param>
/// <param name="Withdrawn">Offers that were taken back without the agent's fault.</param>
/// <param name="Handled">Contacts whose handling ended.</param>
/// <param name="LoggedInSeconds">Time logged in, in seconds: the sum of the following ones and of <paramref name="OfferedSeconds"/>.</param>
/// <param name="AvailableSeconds">Time available, in seconds.</param>
/// <param name="OfferedSeconds">Time in which an offer rang, in seconds.</param>
/// <param name="EngagedSeconds">Time engaged, in seconds.</param>
/// <param name="PostProcessingSeconds">Time in post-processing, in seconds.</param>
/// <param name="WrapUpSeconds">Time in wrap-up, in seconds.</param>
/// <param name="BreakSeconds">Time on break, in seconds.</param>
/// <param name="NotRespondingSeconds">Time not responding, in seconds.</param>
/// <param name="Occupancy">(Engaged + post-processing + wrap-up) / (logged in − break), 0 to 1; null where the divisor is 0.</param>
/// <param name="MeanHandleSeconds">The mean time from accepting a contact to its being over, over <paramref name="Handled"/>, in
/// seconds; null where there were none.</param>
/// <param name="MeanWrapUpSeconds">The mean length of the wrap-ups that ended, in seconds; null where none did.</param>
/// <param name="Callbacks">Of <paramref name="Accepted"/>, the callbacks.</param>
/// <param name="Holds">Times on hold that ended (rule 33).</param>
/// <param name="HoldSeconds">The sum of their lengths, in seconds.</param>
internal sealed record AgentFigures(
    DateTimeOffset From,
    DateTimeOffset To,
    AgentId AgentId,
    long OffersReceived,
    long Accepted,
    long Rejected,
    long Missed,
    long Withdrawn,
    long Handled,
    double LoggedInSeconds,
    double AvailableSeconds,
    double OfferedSeconds,
    double EngagedSeconds,
    double PostProcessingSeconds,
    double WrapUpSeconds,
    double BreakSeconds,
    double NotRespondingSeconds,
    double? Occupancy,
    double? MeanHandleSeconds,
    double? MeanWrapUpSeconds,
    long Callbacks,
    long Holds,
    double HoldSeconds);
