using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Judges a journal event by event by one law, or a few that belong together.</summary>
internal interface ILaw
{
    /// <summary>Judges an event by the world as it was before it.</summary>
    void Before(JournalRecord record, World world, Findings findings)
    {
    }

    /// <summary>Judges an event by the world as it is with it.</summary>
    void After(JournalRecord record, World world, Findings findings)
    {
    }

    /// <summary>Judges the world while nothing is under way.</summary>
    void AtRest(DateTimeOffset now, World world, Findings findings)
    {
    }

    /// <summary>Judges the world where the journal ends, which may be in the midst of a conversation.</summary>
    void AtEnd(World world, Findings findings)
    {
    }
}
