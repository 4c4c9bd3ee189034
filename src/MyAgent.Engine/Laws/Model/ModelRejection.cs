using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Laws.Model;

/// <summary>An agent did not take a contact.</summary>
/// <param name="At">When.</param>
/// <param name="CoolDownSeconds">The queue's cool-down of that moment.</param>
/// <param name="Reason">Why; null where it was written by an engine from before reasons, and the repeat time, were kept (law 26).</param>
internal sealed record ModelRejection(DateTimeOffset At, double CoolDownSeconds, RejectReason? Reason);
