using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>An offer that rings at an agent.</summary>
/// <param name="Offer">What is offered.</param>
/// <param name="ExpiresAt">When it counts as missed.</param>
/// <param name="Acceptance">The command with which the agent accepted; null while it has not. The queue has not decided yet.</param>
/// <param name="AnsweredAt">When the agent answered, if the command said so; null where it did not.</param>
internal sealed record RingingOffer(Offer Offer, DateTimeOffset ExpiresAt, Cause? Acceptance = null, DateTimeOffset? AnsweredAt = null);
