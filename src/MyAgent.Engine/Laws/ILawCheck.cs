using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Checks a journal event by event against one law, or against a few laws that belong together.</summary>
internal interface ILawCheck
{
    /// <summary>Checks an event against the model before the event is applied.</summary>
    void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
    }

    /// <summary>Checks an event against the model after the event is applied.</summary>
    void After(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
    }

    /// <summary>Checks the model while no message is under way and no deadline is due.</summary>
    void AtRest(DateTimeOffset now, JournalModel model, ViolationCollector violations)
    {
    }

    /// <summary>Checks the model at the end of the journal, where messages may be under way.</summary>
    void AtEnd(JournalModel model, ViolationCollector violations)
    {
    }
}
