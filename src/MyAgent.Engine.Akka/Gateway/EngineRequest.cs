using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Gateway;

/// <summary>The request of another service to <c>/user/engine</c>. The sender receives the <see cref="IAnswer"/> of the command's own type, a
/// <see cref="Refusal"/>, or <see cref="EngineUnavailable"/>.</summary>
/// <param name="To">The entity it is for.</param>
/// <param name="Message">An <see cref="ICommand"/> or <see cref="IQuery"/>; anything else is refused.</param>
/// <param name="By">The name of the service: the journal has it as the cause of the events.</param>
/// <param name="CommandId">The command's id, which makes a retry harmless; null for none.</param>
/// <param name="TraceParent">The trace context in which it is sent, as the <c>traceparent</c> of W3C Trace Context; null for none.</param>
internal sealed record EngineRequest(EntityAddress To, IMessage Message, string By, string? CommandId = null, string? TraceParent = null);
