using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Api.Reports;

/// <summary>What a wrap-up code of a queue counted in one interval.</summary>
/// <param name="From">When the interval begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="QueueId">The queue.</param>
/// <param name="Code">The code; null for contacts that have none although their queue had codes.</param>
/// <param name="Name">Its display name; null for no code, and for a code that the queue no longer has.</param>
/// <param name="Group">The display name of its group; null for none.</param>
/// <param name="Contacts">The contacts that have it.</param>
/// <param name="ByDefault">Those of them that have it because their agents chose none.</param>
/// <param name="HandleSeconds">The mean time from accepting a contact to its being over, in seconds.</param>
/// <param name="WrapUpSeconds">The mean length of the wrap-ups after them, in seconds; null where there were none.</param>
internal sealed record CodeReportRow(
    DateTimeOffset From,
    DateTimeOffset To,
    QueueId QueueId,
    WrapUpCodeId? Code,
    string? Name,
    string? Group,
    long Contacts,
    long ByDefault,
    double? HandleSeconds,
    double? WrapUpSeconds)
{
    /// <summary>The figures of a code.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="code">The code as the queue has it now; null if it has it no longer.</param>
    public static CodeReportRow Of(CodeFigures figures, WrapUpCode? code) => new(
        figures.From, figures.To, figures.QueueId, figures.Code, code?.Name, code?.Group, figures.Contacts, figures.ByDefault, figures.HandleSeconds, figures.WrapUpSeconds);
}
