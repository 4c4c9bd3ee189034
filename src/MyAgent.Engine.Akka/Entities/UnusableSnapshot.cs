namespace MyAgent.Engine.Akka.Entities;

/// <summary>What a damaged snapshot, or one of a version that is not known, is read as.</summary>
internal sealed record UnusableSnapshot;
