namespace MyAgent.Engine.Laws;

/// <summary>A law that a journal breaks, and the event that breaks it.</summary>
/// <param name="Law">The law's number, see <see cref="Laws.Law.All"/>.</param>
/// <param name="Detail">The violation, as a sentence.</param>
/// <param name="Ordering">The event's place in the journal. Where something should have followed and did not: the event it should have followed.</param>
/// <param name="PersistenceId">The entity it happened to.</param>
/// <param name="SequenceNr">Its place among the entity's events.</param>
internal sealed record LawViolation(int Law, string Detail, long Ordering, string PersistenceId, long SequenceNr);
