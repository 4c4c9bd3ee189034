using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Gateway;

/// <summary>What another service sends to <c>/user/engine</c>. The sender is answered with an <see cref="IAnswer"/> of the command's own
/// type, a <see cref="Refusal"/> where it was refused, or <see cref="EngineUnavailable"/>.</summary>
/// <param name="To">The entity it is for.</param>
/// <param name="Message">An <see cref="ICommand"/> or <see cref="IQuery"/>; anything else is refused.</param>
/// <param name="By">Who asks: stands in the journal beside what it led to.</param>
/// <param name="CommandId">The command's id, so that repeating it is harmless; null for none.</param>
/// <param name="TraceParent">The trace context in which it is sent, as the <c>traceparent</c> of W3C Trace Context; null for none.</param>
public sealed record EngineRequest(EntityAddress To, IMessage Message, string By, string? CommandId = null, string? TraceParent = null);
