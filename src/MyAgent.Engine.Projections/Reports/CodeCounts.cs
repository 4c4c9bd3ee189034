using MyAgent.Engine.Contacts;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Projections.Reports;

/// <summary>The counts of a wrap-up code of a queue in a minute, or in several; <see cref="CodeFigures"/> says what each count means.</summary>
internal sealed class CodeCounts
{
    public long ByDefault;
    public Mean Handled, WrapUp;

    /// <summary>Adds what another tally counts.</summary>
    public void Add(CodeCounts other)
    {
        ByDefault += other.ByDefault;
        Handled.Add(other.Handled);
        WrapUp.Add(other.WrapUp);
    }

    /// <summary>The row of the counts.</summary>
    public MinuteRow ToRow(CodeOfQueue code, long minute) =>
        new(code.QueueId, minute, [Handled.Count, ByDefault, Handled.Ticks, WrapUp.Count, WrapUp.Ticks], Code: code.Code);

    /// <summary>The counts of a row.</summary>
    public static CodeCounts Of(MinuteRow row) => new()
    {
        ByDefault = row.Sums[1],
        Handled = Mean.Of(row.Sums[0], row.Sums[2]),
        WrapUp = Mean.Of(row.Sums[3], row.Sums[4]),
    };

    /// <summary>The counts with what follows from them.</summary>
    public CodeFigures ToFigures(DateTimeOffset from, DateTimeOffset to, CodeOfQueue code) => new(
        from, to, new QueueId(code.QueueId), code.Code.Length == 0 ? null : new WrapUpCodeId(code.Code), Handled.Count, ByDefault, Handled.Seconds, WrapUp.Seconds);
}

/// <summary>A wrap-up code of a queue.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="Code">The code; empty for contacts that have none though their queue had codes.</param>
internal readonly record struct CodeOfQueue(string QueueId, string Code);
