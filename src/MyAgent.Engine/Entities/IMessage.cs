namespace MyAgent.Engine.Entities;

/// <summary>Anything that is sent to an entity.</summary>
public interface IMessage;

/// <summary>A message from outside the engine that wants something done and is answered once.</summary>
public interface ICommand : IMessage;

/// <summary>A message from outside the engine that only asks; it never leads to an event.</summary>
public interface IQuery : IMessage;

/// <summary>A message from one entity to another. It may be lost, doubled, late or overtaken.</summary>
internal interface IEntityMessage : IMessage;

/// <summary>The host has read the entity from its journal: it makes itself known to those it talks with.</summary>
internal sealed record Recovered : IEntityMessage;

/// <summary>Something that has happened. It is journaled, and replaying it gives the same state.</summary>
public interface IEvent;

/// <summary>A change of volatile state: it is not journaled, because the state can be asked for again. Hints, and messages under way.</summary>
internal interface IVolatileChange;
