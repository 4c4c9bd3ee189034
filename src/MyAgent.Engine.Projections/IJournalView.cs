using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Projections;

/// <summary>A fold over the journal, kept in memory for reading. It can be thrown away and made again at will; no rule reads one.</summary>
internal interface IJournalView
{
    /// <summary>Takes the next event in. Each is given once, in the order of <see cref="JournalRecord.Ordering"/>. What the view does
    /// not know is left out; readers on other threads see each event as a whole or not at all.</summary>
    void Fold(JournalRecord record);
}
