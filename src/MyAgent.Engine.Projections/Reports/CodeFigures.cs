using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Projections.Reports;

/// <summary>What a wrap-up code of a queue counted in one interval. A contact counts when its agent's part ends, that is with the wrap-up after it, and under the code
/// that it then has. One that several agents had counts once for each.</summary>
/// <param name="From">When the interval begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="QueueId">The queue.</param>
/// <param name="Code">The code; null for contacts that have none though their queue had codes.</param>
/// <param name="Contacts">The contacts that have it.</param>
/// <param name="ByDefault">Those of them that have it because their agents chose none.</param>
/// <param name="HandleSeconds">The mean time from accepting a contact to its being over, in seconds.</param>
/// <param name="WrapUpSeconds">The mean length of the wrap-ups after them, in seconds; null where there were none.</param>
internal sealed record CodeFigures(
    DateTimeOffset From,
    DateTimeOffset To,
    QueueId QueueId,
    WrapUpCodeId? Code,
    long Contacts,
    long ByDefault,
    double? HandleSeconds,
    double? WrapUpSeconds);
