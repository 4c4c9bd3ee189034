using System.Security.Cryptography;
using System.Text;

namespace MyAgent.Engine.Contacts;

/// <summary>What a consultation is about (rule 33): a contact of kind <see cref="ContactKind.Consult"/> links to the contact for which its agent asks for advice.</summary>
/// <param name="ContactId">The contact that the asking agent has.</param>
/// <param name="QueueId">The queue of that contact.</param>
/// <param name="AskedBy">The agent who asks.</param>
/// <param name="Caller">Who that contact is from; null where the number is withheld.</param>
public sealed record Consultation(ContactId ContactId, QueueId QueueId, AgentId AskedBy, CallerAddress? Caller)
{
    private const int Letters = 24;

    /// <summary>The id of the contact that a consultation is: of its agent and the agent's revision, so that each has another and repeating a decision gives the same.</summary>
    internal static ContactId IdOf(AgentId askedBy, long revision) => new(
        "consult-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{askedBy}\n{revision}")))[..Letters]);
}
