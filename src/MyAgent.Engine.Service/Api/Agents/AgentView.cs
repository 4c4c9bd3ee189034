using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Service.Api.Contacts;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.Agents;

/// <summary>Asks the engine for an agent, and shows the agent with what is known of the offered or current contact now (rule 27). The agent itself knows only what was known
/// when the contact was offered.</summary>
internal sealed class AgentView(EngineCalls engine, ContactLookup contacts, Board board)
{
    /// <summary>Sends a command or query to an agent, and shows the agent as it then is.</summary>
    /// <exception cref="ProblemException">The engine refused it.</exception>
    public async Task<AgentResponse> SendAsync(HttpContext http, AgentId agent, IMessage message)
    {
        var answer = await engine.SendAsync(http, agent, message);
        return AgentResponse.Of(answer, ShownContact(answer) is (var queue, var contact) ? await contacts.FindDataAsync(http, queue, contact) : null, board);
    }

    private static (QueueId Queue, ContactId Contact)? ShownContact(AgentAnswer agent) => agent switch
    {
        { Contact: { } current } => (current.QueueId, current.ContactId),
        { Offer: { } offer } => (offer.QueueId, offer.ContactId),
        _ => null,
    };
}
