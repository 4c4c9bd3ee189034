using MyAgent.Engine.Laws;

namespace MyAgent.Engine.Service.Commands.Verification;

/// <summary>A law that is broken.</summary>
/// <param name="Law">Its number.</param>
/// <param name="Sentence">The law.</param>
/// <param name="Detail">What is wrong.</param>
/// <param name="Ordering">The place in the journal of the event that breaks it.</param>
/// <param name="PersistenceId">The entity it happened to.</param>
/// <param name="SequenceNr">The event's place among the entity's events.</param>
internal sealed record BrokenLaw(int Law, string Sentence, string Detail, long Ordering, string PersistenceId, long SequenceNr)
{
    /// <summary>A violation with the sentence of its law.</summary>
    public static BrokenLaw Of(LawViolation violation) => new(
        violation.Law, Laws.Law.All.Single(law => law.Number == violation.Law).Sentence, violation.Detail, violation.Ordering,
        violation.PersistenceId, violation.SequenceNr);
}
