using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>An offer that rings at an agent.</summary>
/// <param name="Offer">What is offered.</param>
/// <param name="ExpiresAt">When it counts as missed.</param>
/// <param name="Acceptance">The cause of the agent's yes, while the queue has not yet decided; null before.</param>
/// <param name="AnsweredAt">When the agent said yes, where that was said with it.</param>
internal sealed record RingingOffer(Offer Offer, DateTimeOffset ExpiresAt, Cause? Acceptance = null, DateTimeOffset? AnsweredAt = null);
