namespace MyAgent.Engine.Akka.Operators;

/// <summary>The actors of a node.</summary>
/// <param name="Node">The address of the node; null in solo.</param>
/// <param name="Actors">The actors at the top: <c>user</c>, which has the engine's, and <c>system</c>, which has Akka.NET's.</param>
public sealed record ActorsView(string? Node, IReadOnlyList<ActorView> Actors);

/// <summary>An actor.</summary>
/// <param name="Name">Its name below its parent.</param>
/// <param name="Type">The name of its class.</param>
/// <param name="Mailbox">How many messages wait for it.</param>
/// <param name="Children">How many children it has.</param>
/// <param name="Actors">The first of these, as deep as was asked for and at most 100 of each actor.</param>
public sealed record ActorView(string Name, string Type, int Mailbox, int Children, IReadOnlyList<ActorView> Actors);
