namespace MyAgent.Engine.Contacts;

/// <summary>A transfer of a contact by the agent who had it (rule 33).</summary>
/// <param name="From">The queue from which the agent had it.</param>
/// <param name="To">The queue to which it goes; the same one where it goes to another agent there.</param>
/// <param name="By">The agent who transferred it.</param>
/// <param name="At">When.</param>
/// <param name="For">The agent for whom it is; null for any agent of the queue.</param>
/// <param name="NewPlace">True where its place counts from the transfer; null where it keeps its place.</param>
/// <param name="Move">The number of the move by which it goes to the other queue; null where it stays in its queue.</param>
/// <param name="Consult">The consultation in whose place the agent of it gets the contact at once; null where it waits as any other.</param>
public sealed record ContactTransfer(
    QueueId From, QueueId To, AgentId By, DateTimeOffset At, AgentId? For = null, bool? NewPlace = null, int? Move = null, ContactId? Consult = null)
{
    /// <summary>Whether a contact that has gone on so many times goes, or came, to its queue by this transfer.</summary>
    internal bool IsMove(int moves) => Move == moves;

    /// <summary>The place of the contact after the transfer.</summary>
    internal OrderKey PlaceAfter(OrderKey before) => NewPlace == true ? before with { At = At } : before;
}
