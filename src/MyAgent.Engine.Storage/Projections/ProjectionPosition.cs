namespace MyAgent.Engine.Storage.Projections;

/// <summary>The position in the journal up to which the tables of the projections are complete.</summary>
/// <param name="Ordering">The ordering of the last event in the tables; 0 for none.</param>
/// <param name="Version">The version of the projections that wrote them; 0 for empty tables.</param>
internal readonly record struct ProjectionPosition(long Ordering, int Version);
