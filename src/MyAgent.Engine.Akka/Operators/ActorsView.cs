namespace MyAgent.Engine.Akka.Operators;

/// <summary>The actors of a node.</summary>
/// <param name="Node">The address of the node; null in solo.</param>
/// <param name="Actors">The top-level actors: <c>user</c> with those of the engine, and <c>system</c> with those of Akka.NET.</param>
internal sealed record ActorsView(string? Node, IReadOnlyList<ActorView> Actors);

/// <summary>An actor.</summary>
/// <param name="Name">Its name below its parent.</param>
/// <param name="Type">The name of its class.</param>
/// <param name="Mailbox">The number of messages in its mailbox.</param>
/// <param name="Children">The number of its children.</param>
/// <param name="Actors">The first of its children, at most 100; empty below the requested depth.</param>
internal sealed record ActorView(string Name, string Type, int Mailbox, int Children, IReadOnlyList<ActorView> Actors);
